using Portal.Identity;
using Portal.ServiceDefaults.Hosting;

return await PortalHost.Run(args, new IdentityModule());
