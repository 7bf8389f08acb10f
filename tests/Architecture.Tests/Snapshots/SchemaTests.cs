using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Hosting;
using Portal.Web;

namespace Portal.Architecture.Tests.Snapshots;

/// <summary>Embedded databases are made anew, not migrated; so a changed schema needs a raised data format, or old data would meet new code.</summary>
public sealed class SchemaTests(RunningPortal running)
{
    private const string Heading = "-- DataFolder.Format ";

    public static TheoryData<string> Databases => [.. Repository.WithDatabases.SelectMany(assembly => assembly.GetTypes())
        .Where(type => typeof(DbContext).IsAssignableFrom(type) && !type.IsAbstract).Select(type => type.AssemblyQualifiedName!)];

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_changed_schema_comes_with_a_raised_data_format(string database)
    {
        var type = Type.GetType(database, throwOnError: true)!;
        var name = $"schema/{Repository.NameOf(type.Assembly)}.sql";
        var schema = SchemaOf(type);

        if (Snapshot.Read(name) is { } committed && FormatOf(committed) == DataFolder.Format && committed != schema)
            Assert.Fail($"The schema in docs/contracts/{name} is not that of {type.Name}. Raise DataFolder.Format, then run the tests with UPDATE_SNAPSHOTS=1.\n"
                + $"Lines gone:\n{Lines(committed, schema)}\nLines new:\n{Lines(schema, committed)}");
        Snapshot.Match(name, schema);
    }

    private string SchemaOf(Type database)
    {
        using var scope = (database == typeof(WebDbContext) ? running.Portal.Pages : running.Portal.Services).CreateScope();
        var script = ((DbContext)scope.ServiceProvider.GetRequiredService(database)).Database.GenerateCreateScript();
        return string.Create(CultureInfo.InvariantCulture, $"{Heading}{DataFolder.Format}\n\n{script.ReplaceLineEndings("\n").TrimEnd('\n')}\n");
    }

    private static int FormatOf(string snapshot) => int.Parse(snapshot.Split('\n')[0][Heading.Length..], CultureInfo.InvariantCulture);

    private static string Lines(string of, string notIn) => string.Join('\n', of.Split('\n').Except(notIn.Split('\n')).Take(30).Select(line => $"  {line}"));
}
