using System.Net;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>Officers ask for documents; the declarant brings them, or the declaration lapses.</summary>
public sealed class DocumentRequestTests(OwnPortal own, Portals portals) : IClassFixture<OwnPortal>
{
    private readonly PortalUnderTest portal = own.Portal;

    [Theory, InlineData("az", Goods.Medicine, "documentary-check"), InlineData("az", Goods.Arms, "examination")]
    [InlineData(Portals.Stack, Goods.Medicine, "documentary-check"), InlineData(Portals.Stack, Goods.Arms, "examination")]
    public async Task With_the_last_missing_document_the_declaration_returns_to_its_check_and_can_be_released(string country, string commodity, string check)
    {
        var shared = await portals.In(country);
        using var trader = await shared.As("trader");
        using var officer = await shared.As("customs-officer");
        var mrn = await trader.Lodge(Goods.Import(shared, commodity));
        await trader.UntilStatus(mrn, $"under-{check}");

        var asked = await officer.Do(mrn, "documents-request", Steps.Demand(10, "N380", "N730"));
        asked["status"]!.GetValue<string>().ShouldBe("documents-requested");
        var told = (await trader.Notifications(mrn))[^1]!;
        (told["code"]!.GetValue<string>(), told["reason"]!.GetValue<string>()).ShouldBe(("DOC", "N380,N730"));
        // The deadline has whole seconds.
        told["deadline"]!.GetValue<DateTime>().ShouldBe(told["at"]!.GetValue<DateTime>().AddDays(10), TimeSpan.FromSeconds(1));
        await officer.MayNot(mrn, check, Steps.Check(), "wrong-status");

        using var first = await trader.Upload(mrn, "N380");
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await trader.Declaration(mrn))["missingDocuments"]!.AsArray().Select(code => code!.GetValue<string>()).ShouldBe(["N730"]);
        using var second = await trader.Upload(mrn, "N730");
        var declaration = await trader.Declaration(mrn);
        declaration["status"]!.GetValue<string>().ShouldBe($"under-{check}");
        declaration.AsObject().ContainsKey("documentsDeadline").ShouldBeFalse();

        (await officer.Declaration(mrn))["documents"]!.AsArray().Select(document => document!["code"]!.GetValue<string>()).ShouldBe(["N380", "N730"]);
        using var download = await officer.Ask(first.Headers.Location!.ToString());
        (await download.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(Steps.Pdf);
        await officer.Do(mrn, check, Steps.Check());
        (await officer.Do(mrn, "release", Steps.Because()))["status"]!.GetValue<string>().ShouldBe("cleared");
        (await trader.NotificationCodes(mrn))[^3..].ShouldBe(["DOC", "ROG", "CLE"]);
    }

    [Fact]
    public async Task At_the_deadline_a_declaration_without_its_documents_is_rejected_and_the_duties_given_back()
    {
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        var before = await trader.Balance();
        var (brought, missing, later) = (await UnderCheck(trader), await UnderCheck(trader), await UnderCheck(trader));
        foreach (var mrn in new[] { brought, missing })
            await officer.Do(mrn, "documents-request", Steps.Demand(10, "N380"));
        await officer.Do(later, "documents-request", Steps.Demand(5, "N380"));
        await officer.Do(later, "documents-request", Steps.Demand(30, "N380"));
        (await trader.Upload(brought, "N380")).Dispose();
        var paid = before - await trader.Balance();

        own.Clock.Advance(TimeSpan.FromDays(10) + TimeSpan.FromSeconds(1));

        await trader.UntilStatus(missing, "rejected");
        (await trader.NotificationCodes(missing)).ShouldBe(["RCV", "ACC", "TAX", "DOC", "REJ"]);
        (await trader.Notifications(missing))[^1]!["reason"]!.GetValue<string>().ShouldBe("documents-not-provided");
        (await trader.Balance()).ShouldBe(before - paid + (paid / 3));
        (await trader.Bookings(missing)).Length.ShouldBe(2);
        (await trader.Declaration(brought))["status"]!.GetValue<string>().ShouldBe("under-documentary-check");
        (await trader.Declaration(later))["status"]!.GetValue<string>().ShouldBe("documents-requested");
        await officer.MayNot(missing, "release", Steps.Because(), "wrong-status");
    }

    [Fact]
    public async Task Documents_of_unknown_kinds_cannot_be_asked_for()
    {
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        var mrn = await UnderCheck(trader);

        using var answer = await officer.Post($"/api/customs/declarations/{mrn}/documents-request", Steps.Demand(91, "N380", "XXXX"));

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe(["/withinDays out-of-range", "/documents/1 unknown-document"], ignoreOrder: true);
        (await trader.Declaration(mrn))["status"]!.GetValue<string>().ShouldBe("under-documentary-check");
    }

    [Fact]
    public async Task A_document_is_asked_for_once()
    {
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        var mrn = await UnderCheck(trader);

        using var answer = await officer.Post($"/api/customs/declarations/{mrn}/documents-request", Steps.Demand(10, "N380", "N730", "N380"));

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe(["/documents/2 stands-twice"]);
        (await trader.Declaration(mrn))["missingDocuments"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_comes_back_as_it_was_handed_in()
    {
        using var trader = await portal.As("trader");
        var mrn = await UnderCheck(trader);
        using var handedIn = await trader.Upload(mrn, "N380", "hesab-faktura №7 چای.pdf");

        var listed = (await trader.Read($"/api/customs/declarations/{mrn}/documents")).AsArray().ShouldHaveSingleItem()!;
        listed["fileName"]!.GetValue<string>().ShouldBe("hesab-faktura №7 چای.pdf");
        using var download = await trader.Ask(handedIn.Headers.Location!.ToString());
        (await download.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(Steps.Pdf);
    }

    private async Task<string> UnderCheck(HttpClient trader)
    {
        var mrn = await trader.Lodge(Goods.Import(portal, Goods.Medicine));
        await trader.UntilStatus(mrn, "under-documentary-check");
        return mrn;
    }
}
