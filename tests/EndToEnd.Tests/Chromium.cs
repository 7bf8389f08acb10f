using Microsoft.Playwright;

namespace Portal.EndToEnd.Tests;

/// <summary>The system's own Chromium, or the reason why there is none.</summary>
internal static class Chromium
{
    /// <summary>Why browser tests are skipped where there is no browser.</summary>
    public const string Missing = "There is no Chromium here; install it (Debian: apt-get install chromium) or set PORTAL_CHROMIUM to its path.";

    private static readonly string[] Places = [Environment.GetEnvironmentVariable("PORTAL_CHROMIUM") ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>The program, or null.</summary>
    public static string? Program => Places.FirstOrDefault(File.Exists);

    /// <summary>Starts it, without a window and without asking anybody outside.</summary>
    public static Task<IBrowser> Start(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Program, Headless = true,
        Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
}
