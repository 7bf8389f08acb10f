using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Hosting;

namespace Portal.ServiceDefaults.UsageLog;

/// <summary>An auditor's command: <c>usage-log verify</c>.</summary>
public static class UsageAudit
{
    /// <summary>Verifies the usage log of every service and prints a line for each; the first altered row is named, and the exit code is 1.</summary>
    public static async Task Verify(IServiceProvider services)
    {
        var altered = new List<string>();
        foreach (var desk in services.GetServices<IUsageDesk>())
        {
            var (clock, verdict) = (Stopwatch.StartNew(), await desk.Verify());
            if (verdict.FirstAltered is { } row)
                altered.Add(FormattableString.Invariant($"{desk.Service}: ALTERED at row {row}: {verdict.Reason}."));
            else
                await Console.Out.WriteLineAsync(FormattableString.Invariant($"{desk.Service}: whole; {verdict.Rows} rows and {verdict.Checkpoints} checkpoints in {clock.Elapsed.TotalSeconds:0.00} s"));
        }

        if (altered.Count > 0)
            throw new StartupFailure(string.Join(Environment.NewLine, altered));
    }
}
