using System.Net;
using System.Net.Sockets;
using System.Text;
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
    private WebApplication living = null!;
    private PortalUnderTest portal = null!;
    private int arrived;

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
        var address = living.Urls.Single();
        portal = await PortalUnderTest.Start(modules: [new EchoModule()], settings: new Dictionary<string, string?>
        {
            ["Services:half"] = $"{Nobody};{address}", ["Services:none"] = $"{Nobody};http://127.0.0.1:10", ["Services:breaking"] = $"http://{breaking.LocalEndpoint};{address}",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        breaking.Dispose();
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
    public async Task When_no_replica_lives_the_answer_says_so() =>
        (await Send("none", "POST", 10)).ShouldAllBe(answer => answer.Status == HttpStatusCode.BadGateway && answer.Text.Contains("service-unavailable"));

    [Fact]
    public async Task What_a_replica_may_have_done_before_it_broke_is_not_sent_to_another()
    {
        var answers = await Send("breaking", "POST", 10);

        answers.ShouldContain(answer => answer.Status == HttpStatusCode.BadGateway);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(arrived);
    }

    private async Task<List<(HttpStatusCode Status, string Text)>> Send(string service, string method, int length)
    {
        var answers = new List<(HttpStatusCode, string)>();
        for (var time = 0; time < Requests; time++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/{service}/any") { Content = length == 0 ? null : new StringContent(new string('x', length), Encoding.UTF8, "text/plain") };
            using var answer = await portal.Anonymous.SendAsync(request);
            answers.Add((answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }

        return answers;
    }

    /// <summary>Takes requests and answers none.</summary>
    private async Task BreakConnections()
    {
        try
        {
            while (true)
            {
                using var taken = await breaking.AcceptTcpClientAsync();
                await taken.GetStream().ReadAtLeastAsync(new byte[4096], 1);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
