using System.Data.Common;
using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Portal.TestSupport;

namespace Portal.EndToEnd.Tests;

/// <summary>What people see when something behind the pages is missing.</summary>
public sealed class AwayTests(Portals portals)
{
    /// <summary>In a portal of its own, whose pages are told elsewhere where customs is.</summary>
    [Fact]
    public async Task A_service_that_does_not_answer_is_named_and_nothing_typed_is_lost()
    {
        await using var portal = await PortalUnderTest.Start();
        var settings = portal.Pages.GetRequiredService<IConfiguration>();
        var customs = settings["Services:customs"];
        using var reader = new Reader(portal);
        await reader.SignIn("trader");
        var page = await reader.Open("/fa/customs/drafts/new");
        page = await reader.Send(page, ("/type", "import"));
        var home = page.Path;
        page = await reader.Open($"{home}/exporter");
        var account = await reader.Open("/fa/customs/account");

        settings["Services:customs"] = "http://127.0.0.1:9";
        try
        {
            var away = await reader.Open("/fa/customs/account");
            away.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            away.Html.QuerySelector("h1")!.TextContent.ShouldBe(Texts.In("fa", "error.away"));
            away.Text.ShouldContain("گمرک");
            (await reader.Open("/fa")).Status.ShouldBe(HttpStatusCode.OK);

            var kept = await reader.Send(page, ("/exporter/name", "Çay & Oğulları"), ("/exporter/country", "TR"));
            kept.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            kept.Value("/exporter/name").ShouldBe("Çay & Oğulları");
            kept.Html.QuerySelector(".ds-error-summary")!.TextContent.ShouldContain(Texts.In("fa", "problem.service-unavailable"));
            page = kept;

            // A page that cannot even be shown again hands back what was typed.
            account = await reader.Send(account, ("/amount", "۱۲"), ("/reference", "PAID-WHILE-AWAY"));
            account.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            account.Value("/amount").ShouldBe("۱۲");
        }
        finally
        {
            settings["Services:customs"] = customs;
        }

        // Sent again when customs is back, it goes on as if nothing had been.
        (await reader.Send(page)).Status.ShouldBe(HttpStatusCode.OK);
        (await reader.Open($"{home}/exporter")).Value("/exporter/name").ShouldBe("Çay & Oğulları");
        (await reader.Send(account)).Text.ShouldContain("PAID-WHILE-AWAY");
    }

    [Fact]
    public async Task Who_is_signed_in_while_the_sessions_cannot_be_read_is_asked_to_come_again()
    {
        await using var portal = await PortalUnderTest.Start();
        using var reader = new Reader(portal);
        await reader.SignIn("trader");
        var signIn = portal.Pages.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var sessions = signIn.SessionStore;

        signIn.SessionStore = new SessionsAway();
        var away = await reader.Open("/en/customs/account");

        away.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        away.Headers["Retry-After"].ShouldBe("1");
        away.Body.ShouldContain("class=\"away\"");
        signIn.SessionStore = sessions;
        (await reader.Open("/en/customs/account")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_address_with_a_filter_that_does_not_exist_is_an_address_of_nothing()
    {
        using var officer = new Reader(await portals.In("az"));
        await officer.SignIn("customs-officer");
        var page = await officer.Open("/en/customs/worklist?lane=purple");
        page.Html.QuerySelector("h1")!.TextContent.ShouldBe(Texts.In("en", "error.missing"));
    }

    [Fact]
    public async Task Where_a_service_does_not_answer_the_pages_have_no_barriers()
    {
        await using var portal = await PortalUnderTest.Start();
        await using var trader = await Person.Come(portals, portal, "en", session: null);
        await Barriers.Prepare(trader);
        await trader.SignIn("trader");
        portal.Pages.GetRequiredService<IConfiguration>()["Services:customs"] = "http://127.0.0.1:9";
        foreach (var language in Texts.Tags.Keys)
        {
            trader.Language = language;
            (await trader.Open("/customs/account")).ShouldBe(503);
            (await trader.Page.Locator("h1").InnerTextAsync()).ShouldBe(trader.Text("error.away"));
            await trader.ShouldMeetNoBarriers("away");
        }
    }

    /// <summary>Where the build could not fetch the design system the pages do not ask for it.</summary>
    [Fact]
    public async Task Without_the_design_system_the_pages_link_what_is_there()
    {
        await using var portal = await PortalUnderTest.Start();
        var environment = portal.Pages.GetRequiredService<IWebHostEnvironment>();
        environment.WebRootFileProvider = new WithoutDesignSystem(environment.WebRootFileProvider);
        using var reader = new Reader(portal);
        (await reader.Open("/en")).Html.QuerySelectorAll("link[rel=stylesheet]").Select(link => link.GetAttribute("href")!.Split('?')[0]).ShouldBe(["/assets/portal.css"]);
    }

    private sealed class DatabaseAway : DbException
    {
        public override bool IsTransient => true;
    }

    private sealed class SessionsAway : ITicketStore
    {
        public Task<string> StoreAsync(AuthenticationTicket ticket) => throw new DatabaseAway();

        public Task RenewAsync(string key, AuthenticationTicket ticket) => throw new DatabaseAway();

        public Task<AuthenticationTicket?> RetrieveAsync(string key) => throw new DatabaseAway();

        public Task RemoveAsync(string key) => throw new DatabaseAway();
    }

    private sealed class WithoutDesignSystem(IFileProvider files) : IFileProvider
    {
        public IFileInfo GetFileInfo(string subpath) => subpath.Contains("designsystemet", StringComparison.Ordinal) ? new NotFoundFileInfo(subpath) : files.GetFileInfo(subpath);

        public IDirectoryContents GetDirectoryContents(string subpath) => files.GetDirectoryContents(subpath);

        public IChangeToken Watch(string filter) => files.Watch(filter);
    }
}
