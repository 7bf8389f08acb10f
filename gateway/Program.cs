using Portal.Gateway;
using Portal.ServiceDefaults.Hosting;

return await PortalHost.Run(args, GatewayApp.Build);
