using System.Net;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>A request that is sent again, on purpose or not, is carried out once.</summary>
public sealed class IdempotencyTests(OwnPortal own) : IClassFixture<OwnPortal>
{
    private const string Lodging = "/api/customs/declarations";
    private const string Deposits = "/api/customs/accounts/me/deposits";

    private readonly PortalUnderTest portal = own.Portal;

    [Fact]
    public async Task The_same_key_and_declaration_get_the_first_answer_again()
    {
        using var trader = await portal.As("trader");
        var (key, declaration) = (Key(), Declaration("LRN-REPEAT"));

        using var first = await Keyed(trader, Lodging, key, declaration);
        using var second = await Keyed(trader, Lodging, key, declaration);

        (first.StatusCode, second.StatusCode).ShouldBe((HttpStatusCode.Accepted, HttpStatusCode.Accepted));
        (await Text(second)).ShouldBe(await Text(first));
        second.Headers.Location.ShouldBe(first.Headers.Location);
        second.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await Lodged(trader, "LRN-REPEAT")).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused()
    {
        using var trader = await portal.As("trader");
        var key = Key();
        (await Keyed(trader, Lodging, key, Declaration("LRN-FIRST"))).Dispose();

        using var other = await Keyed(trader, Lodging, key, Declaration("LRN-OTHER"));
        using var elsewhere = await Keyed(trader, Deposits, key, Deposit(5));

        await other.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        await elsewhere.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        (await Lodged(trader, "LRN-OTHER")).ShouldBe(0);
    }

    [Fact]
    public async Task A_key_belongs_to_its_caller()
    {
        using var trader = await portal.As("trader");
        using var trader2 = await portal.As("trader2");
        var key = Key();

        using var mine = await Keyed(trader, Lodging, key, Declaration("LRN-MINE"));
        using var theirs = await Keyed(trader2, Lodging, key, Declaration("LRN-MINE"));

        (await Text(theirs)).ShouldNotBe(await Text(mine));
        theirs.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task In_parallel_the_same_key_lodges_once()
    {
        using var trader = await portal.As("trader");
        var (key, declaration) = (Key(), Declaration("LRN-PARALLEL"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Keyed(trader, Lodging, key, declaration)));

        var accepted = answers.Where(answer => answer.StatusCode == HttpStatusCode.Accepted).ToList();
        accepted.ShouldNotBeEmpty();
        (await Task.WhenAll(accepted.Select(Text))).Distinct().ShouldHaveSingleItem();
        foreach (var refused in answers.Except(accepted))
            await refused.ShouldBeProblem(HttpStatusCode.Conflict, "idempotency-key-in-flight");
        (await Lodged(trader, "LRN-PARALLEL")).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_request_may_be_mended_and_sent_with_its_key()
    {
        using var trader = await portal.As("trader");
        var (key, declaration) = (Key(), Declaration("LRN-MENDED"));
        var faulty = declaration.DeepClone().AsObject();
        faulty["grossMass"] = 1;

        using var refused = await Keyed(trader, Lodging, key, faulty);
        using var accepted = await Keyed(trader, Lodging, key, declaration);

        (refused.StatusCode, accepted.StatusCode).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.Accepted));
    }

    [Fact]
    public async Task A_repeated_deposit_is_booked_once_and_a_day_later_the_key_is_free_again()
    {
        using var citizen = await portal.As("citizen");
        var (key, deposit, before) = (Key(), Deposit(40), await citizen.Balance());

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Keyed(citizen, Deposits, key, deposit)));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created || answer.StatusCode == HttpStatusCode.Conflict);
        using var again = await Keyed(citizen, Deposits, key, deposit);
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await citizen.Balance()).ShouldBe(before + 40);

        own.Clock.Advance(TimeSpan.FromHours(23));
        using var reused = await Keyed(citizen, Deposits, key, Deposit(1));
        await reused.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        own.Clock.Advance(TimeSpan.FromHours(2));
        using var free = await Keyed(citizen, Deposits, key, Deposit(1));
        free.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await citizen.Balance()).ShouldBe(before + 41);
    }

    [Theory, InlineData(0), InlineData(201)]
    public async Task A_key_that_is_empty_or_too_long_is_refused(int length)
    {
        using var trader = await portal.As("trader");

        using var answer = await Keyed(trader, Lodging, new string('k', length), Declaration("LRN-KEY"));

        await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "bad-idempotency-key");
    }

    [Fact]
    public async Task The_same_reference_twice_is_answered_with_the_first_MRN_also_in_parallel()
    {
        using var trader = await portal.As("trader");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => trader.Post(Lodging, Declaration("LRN-TWICE"))));

        var first = answers.Single(answer => answer.StatusCode == HttpStatusCode.Accepted);
        var mrn = JsonNode.Parse(await Text(first))!["mrn"]!.GetValue<string>();
        foreach (var repeated in answers.Where(answer => answer != first))
            (await repeated.ShouldBeProblem(HttpStatusCode.Conflict, "duplicate-functional-reference"))["mrn"]!.GetValue<string>().ShouldBe(mrn);
        (await Lodged(trader, "LRN-TWICE")).ShouldBe(1);
    }

    private JsonObject Declaration(string reference)
    {
        var declaration = Goods.Import(portal);
        declaration["functionalReferenceId"] = reference;
        return declaration;
    }

    private static JsonObject Deposit(decimal amount) => new() { ["amount"] = amount, ["reference"] = Key() };

    private static string Key() => Guid.NewGuid().ToString("N");

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    private static async Task<int> Lodged(HttpClient client, string reference) =>
        (await client.Read($"{Lodging}?pageSize=100"))["items"]!.AsArray().Count(line => line!["functionalReferenceId"]!.GetValue<string>() == reference);

    private static async Task<HttpResponseMessage> Keyed(HttpClient client, string path, string key, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = PortalUnderTest.Json(body), Headers = { { "Idempotency-Key", key } } };
        return await client.SendAsync(request);
    }
}
