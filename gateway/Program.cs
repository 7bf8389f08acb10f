using Portal.Gateway;
using Portal.ServiceDefaults.Hosting;

return await PortalHost.Guard(async () =>
{
    await using var gateway = GatewayApp.Build(WebApplication.CreateBuilder(args));
    await gateway.RunAsync();
});
