using System.Collections.Concurrent;
using System.Diagnostics;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>One trace from the click to the last agency and back: gateway, HTTP, outbox, messages, SQL.</summary>
public sealed class TraceTests : IDisposable
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    /// <summary>Gateway and customs; customs takes it on its way, social protection is asked, customs goes on.</summary>
    private static readonly string[] Steps = [Request, Request, "customs process", "social-protection process", "customs process"];

    private readonly Portals portals;
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityTraceId trace = ActivityTraceId.CreateRandom();
    private readonly ActivitySpanId click = ActivitySpanId.CreateRandom();
    private readonly ActivityListener listener;

    public TraceTests(Portals portals)
    {
        this.portals = portals;
        string[] heard = ["Portal", "MassTransit", "Microsoft.AspNetCore", "System.Net.Http", "Yarp.ReverseProxy", "Npgsql"];
        listener = new ActivityListener
        {
            ShouldListenTo = source => heard.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    private List<Activity> Spans => [.. ended.Where(activity => activity.TraceId == trace)];

    [Fact]
    public async Task In_one_process_every_step_is_caused_by_the_one_before_back_to_the_request()
    {
        await using var portal = await PortalUnderTest.Start();

        await LodgeWithRelief(portal);

        (await WayBack()).ShouldBe(Steps);
    }

    [Fact]
    public async Task On_the_real_broker_and_databases_their_SQL_is_part_of_the_trace_too()
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        await portals.In(Portals.Stack);
        var settings = await RunningStack.Find()!.Beside("traced", "customs", "social-protection");
        await using var portal = await PortalUnderTest.Start(settings: settings);

        await LodgeWithRelief(portal);

        (await WayBack()).ShouldBe(Steps);
        foreach (var written in new[] { "declarations", "account_entries", "usage_log", "inbox", "outbox" })
            Spans.ShouldContain(span => span.Source.Name == "Npgsql" && $"{span.GetTagItem("db.query.text")}".Contains($"INSERT INTO {written}", StringComparison.Ordinal), written);
        Spans.ShouldAllBe(span => span.Tags.All(tag => tag.Value == null || !tag.Value.Contains("Password=", StringComparison.OrdinalIgnoreCase)));
    }

    public void Dispose() => listener.Dispose();

    private async Task LodgeWithRelief(PortalUnderTest portal)
    {
        using var citizen = await portal.As("citizen");
        citizen.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{click}-01");
        var mrn = await citizen.Lodge(Goods.CarWithRelief(portal));
        citizen.DefaultRequestHeaders.Remove("traceparent");
        await citizen.UntilStatus(mrn, "cleared");
    }

    /// <summary>From the last message of the flow back to the click, by what caused what; the servers and mailboxes passed, first to last.</summary>
    private async Task<string[]> WayBack()
    {
        Activity? last;
        for (var patience = 0; (last = Spans.Find(span => span.DisplayName.Contains("DeclarationReleased", StringComparison.Ordinal))) is null && patience < 200; patience++)
            await Task.Delay(50);
        var byId = Spans.ToDictionary(span => span.SpanId);
        var passed = new List<string>();
        var cause = last.ShouldNotBeNull().ParentSpanId;
        while (byId.TryGetValue(cause, out var span))
        {
            passed.Insert(0, span.DisplayName);
            cause = span.ParentSpanId;
        }

        cause.ShouldBe(click);
        return [.. passed.Where(Steps.Contains)];
    }
}
