using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Hosting;
using Portal.TestSupport;
using Portal.Web;

namespace Portal.Architecture.Tests.Snapshots;

/// <summary>PostgreSQL databases are migrated; a model that its migrations do not reach would fail at the next start.</summary>
public sealed class MigrationTests
{
    [Theory]
    [MemberData(nameof(SchemaTests.Databases), MemberType = typeof(SchemaTests))]
    public async Task The_migrations_reach_the_model(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(Repository.WithDatabases.Select(assembly => KeyValuePair.Create($"ConnectionStrings:{Repository.NameOf(assembly)}", (string?)"Host=nowhere")));
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Portal:Country", (string?)"az"), KeyValuePair.Create("Portal:Data", (string?)TemporaryFolder.New())]);
        var type = Type.GetType(database, throwOnError: true)!;
        await using var app = type == typeof(WebDbContext) ? WebApp.Build(builder) : PortalHost.Build(builder, Repository.Modules);
        await using var scope = app.Services.CreateAsyncScope();
        var db = (DbContext)scope.ServiceProvider.GetRequiredService(type);

        db.Database.HasPendingModelChanges().ShouldBeFalse($"make a migration: dotnet ef migrations add NAME --project ... (with the connection string of the service set)");
    }
}
