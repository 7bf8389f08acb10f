using System.Globalization;
using Portal.TestSupport;

namespace Portal.Benchmarks;

/// <summary>Start to first 200 from <c>/health/ready</c>, and resident memory after one declaration has gone through.</summary>
internal static class StartUp
{
    public static async Task Measure(string program)
    {
        var folder = TemporaryFolder.New();
        var ready = new List<double>();
        long memory = 0;
        for (var run = 0; run < 6; run++)
        {
            await using var portal = await PortalProcess.Start(program, folder);
            if (run == 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"start, empty data folder   {portal.ReadyAfter.TotalSeconds:0.00} s"));
            else
                ready.Add(portal.ReadyAfter.TotalSeconds);
            await portal.RunOneFlow();
            memory = Math.Max(memory, portal.ResidentMiB);
        }

        ready.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"start, warm               {ready[ready.Count / 2]:0.00} s median of {ready.Count} ({ready[0]:0.00} to {ready[^1]:0.00}); wanted: at most 2.0"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory after one flow     {memory} MiB; wanted: at most 250"));
    }
}
