using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.TestSupport;

namespace Portal.Identity.Tests.Gateway;

/// <summary>A gateway before services of which one replica lives and another does not, or not for long.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    private const string Nobody = "http://127.0.0.1:9";
    private const int Requests = 40;

    private readonly TcpListener breaking = new(IPAddress.Loopback, 0);
    private SilentHost silent = null!;
    private WebApplication living = null!;
    private PortalUnderTest portal = null!;
    private int arrived;
    private int taken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        living = builder.Build();
        living.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            Interlocked.Increment(ref arrived);
            await context.Response.WriteAsync($"{context.Request.Method} {body.Length}");
        });
        await living.StartAsync();
        breaking.Start();
        _ = BreakConnections();
        silent = await SilentHost.Start();
        var address = living.Urls.Single();
        portal = await PortalUnderTest.Start(modules: [new EchoModule()], settings: new Dictionary<string, string?>
        {
            ["Services:half"] = $"{Nobody};{address}", ["Services:none"] = $"{Nobody};http://127.0.0.1:10", ["Services:breaking"] = $"http://{breaking.LocalEndpoint};{address}",
            ["Services:gone"] = $"http://{silent.Address};{address}",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        breaking.Dispose();
        silent.Dispose();
        await living.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", 0)]
    [InlineData("POST", 900_000)]
    [InlineData("DELETE", 0)]
    public async Task While_one_replica_lives_nobody_notices_that_another_is_dead(string method, int length)
    {
        var answers = await Send("half", method, length);

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK && answer.Text == $"{method} {length}");
        arrived.ShouldBe(Requests);
    }

    [Fact]
    public async Task A_replica_whose_host_swallows_all_packets_is_left_for_another()
    {
        const int few = 8;

        var answers = await Send("gone", "POST", 10, few);

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK && answer.Text == "POST 10");
        arrived.ShouldBe(few);
    }

    [Fact]
    public async Task A_service_is_ready_while_one_of_its_replicas_is()
    {
        using var answer = await portal.Anonymous.GetAsync("/health/ready");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var waitingFor = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["waitingFor"]!.Text("services");
        waitingFor.ShouldContain("none: no answer");
        waitingFor.ShouldNotContain("half");
        waitingFor.ShouldNotContain("gone");
    }

    [Fact]
    public async Task When_no_replica_lives_the_answer_says_so() =>
        (await Send("none", "POST", 10)).ShouldAllBe(answer => answer.Status == HttpStatusCode.BadGateway && answer.Text.Contains("service-unavailable"));

    [Theory]
    [InlineData("POST", 10)]
    [InlineData("DELETE", 0)]
    public async Task What_a_replica_may_have_done_before_it_broke_is_not_sent_to_another(string method, int length)
    {
        var answers = await Send("breaking", method, length);

        answers.ShouldContain(answer => answer.Status == HttpStatusCode.BadGateway);
        (arrived + taken).ShouldBe(Requests);
    }

    private async Task<List<(HttpStatusCode Status, string Text)>> Send(string service, string method, int length, int times = Requests)
    {
        var answers = new List<(HttpStatusCode, string)>();
        for (var time = 0; time < times; time++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/{service}/any") { Content = length == 0 ? null : new StringContent(new string('x', length), Encoding.UTF8, "text/plain") };
            using var answer = await portal.Anonymous.SendAsync(request);
            answers.Add((answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }

        return answers;
    }

    /// <summary>Answers the first request of a connection, and breaks it when the second has come.</summary>
    private async Task BreakConnections()
    {
        try
        {
            while (true)
                _ = Break(await breaking.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Break(TcpClient client)
    {
        using var connection = client;
        var stream = connection.GetStream();
        if (!await Take(stream))
            return;
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        await Take(stream);
    }

    /// <summary>Reads a request to its end and counts it; false where the connection ends before.</summary>
    private async Task<bool> Take(NetworkStream stream)
    {
        var (text, buffer) = ("", new byte[4096]);
        while (!text.EndsWith(text.StartsWith("POST", StringComparison.Ordinal) ? "xxxxxxxxxx" : "\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
                return false;
            text += Encoding.ASCII.GetString(buffer, 0, read);
        }

        Interlocked.Increment(ref taken);
        return true;
    }
}
