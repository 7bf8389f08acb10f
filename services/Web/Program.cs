using Portal.ServiceDefaults.Hosting;
using Portal.Web;

return await PortalHost.Run(args, WebApp.Build);
