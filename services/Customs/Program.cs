using Portal.Customs;
using Portal.ServiceDefaults.Hosting;

return await PortalHost.Run(args, new CustomsModule());
