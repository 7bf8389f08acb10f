using Portal.Benchmarks;

if (args is ["bare", var file])
{
    await GatewayRatio.RunBare(await File.ReadAllBytesAsync(file));
    return 0;
}

if (args is ["service" or "gateway" or "bare-lookup" or "bare-gateway", var address, var argument])
    return await Lookups.RunChild(args[0], address, argument);

var program = args[0];
var wanted = args.Length > 1 ? args[1..] : ["start", "gateway", "import", "two-hops", "lookups", "usage-log"];
foreach (var name in wanted)
{
    await (name switch
    {
        "start" => StartUp.Measure(program),
        "gateway" => GatewayRatio.Measure(program),
        "import" => TariffImport.Measure(program),
        "two-hops" => Portal.Benchmarks.TwoHops.TwoHopsRatio.Measure(),
        "lookups" => Lookups.Measure(int.Parse(Environment.GetEnvironmentVariable("PORTAL_BENCHMARK_PERSONS") ?? "1000000", System.Globalization.CultureInfo.InvariantCulture)),
        "usage-log" => UsageLogCheck.Measure(),
        _ => throw new ArgumentException($"There is no benchmark '{name}'."),
    });
}

return 0;
