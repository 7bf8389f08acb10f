using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Portal.ServiceDefaults.Hosting;

/// <summary>
/// One service of the portal, able to run alone or beside others in one process. The message consumers in its namespace
/// are found and put behind its mailbox.
/// </summary>
public interface IServiceModule
{
    /// <summary>Lower-kebab name: its route group, queue, database and connection string, such as <c>social-protection</c>.</summary>
    string Name { get; }

    /// <summary>Registers what the service is made of and reads its files of the country pack.</summary>
    void AddServices(IHostApplicationBuilder builder);

    /// <summary>Maps its routes.</summary>
    void MapEndpoints(IEndpointRouteBuilder endpoints);
}
