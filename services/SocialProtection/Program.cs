using Portal.ServiceDefaults.Hosting;
using Portal.SocialProtection;

return await PortalHost.Run(args, new SocialProtectionModule());
