using Portal.Benchmarks;

if (args is ["bare", var file])
{
    await GatewayRatio.RunBare(await File.ReadAllBytesAsync(file));
    return;
}

var program = args[0];
var wanted = args.Length > 1 ? args[1..] : ["start", "gateway", "import", "two-hops"];
foreach (var name in wanted)
{
    await (name switch
    {
        "start" => StartUp.Measure(program),
        "gateway" => GatewayRatio.Measure(program),
        "import" => TariffImport.Measure(program),
        "two-hops" => Portal.Benchmarks.TwoHops.TwoHopsRatio.Measure(),
        _ => throw new ArgumentException($"There is no benchmark '{name}'."),
    });
}
