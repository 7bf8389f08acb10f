using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts.SocialProtection;
using Portal.SocialProtection.Lookups;
using Portal.SocialProtection.Register;
using Portal.TestSupport;

namespace Portal.SocialProtection.Tests;

/// <summary>What other institutions are answered, and what not.</summary>
public sealed class LookupTests(OwnPortal own) : IClassFixture<OwnPortal>
{
    private readonly PortalUnderTest portal = own.Portal;

    [Fact]
    public async Task Only_what_the_agreement_says_is_answered_and_the_least_of_it()
    {
        using var citizen = await portal.As("citizen");
        var id = await citizen.MyId();
        var before = await citizen.UsageCount();

        var answer = await own.System.Done("/lookups", Steps.Lookup(id, "years-of-service"));

        answer.ToJsonString().ShouldBe($$"""{"personId":"{{id}}","holds":true,"years":17}""");
        (await citizen.UsageCount()).ShouldBe(before + 1);
        var row = await citizen.NewestUsage();
        (row.Text("institution"), row.Text("reader"), row.Text("readerKind"), row.Text("purpose"), row.Text("case")).ShouldBe(("one-stop-shop", "one-stop-system", "system", "life-event", "CASE-1"));
    }

    [Theory]
    [InlineData("is-insured", "customs-relief", "no-agreement")]
    [InlineData("employer-in-arrears", "life-event", "no-agreement")]
    [InlineData("shoe-size", "life-event", "no-agreement")]
    [InlineData("receives-benefit", "housing-support", "no-consent")]
    public async Task A_question_outside_the_agreement_is_refused_and_noted(string question, string purpose, string code)
    {
        using var person = await portal.As("trader");
        var (id, before) = (await person.MyId(), await person.UsageCount());

        await own.System.Refused("/lookups", Steps.Lookup(id, question, purpose), 403, code);

        (await person.UsageCount()).ShouldBe(before + 1);
        var row = await person.NewestUsage();
        row["answered"]!.GetValue<bool>().ShouldBeFalse();
        row["fields"]!.AsArray().ShouldBeEmpty();
        (row.Text("action"), row.Text("purpose"), row.Text("case")).ShouldBe((question == "shoe-size" ? "unknown" : question, purpose, "CASE-1"));
    }

    [Theory, InlineData("12"), InlineData("5VBK5V!"), InlineData("1400-0123-45678")]
    public async Task A_malformed_personal_number_is_refused(string id)
    {
        (await own.System.Refused("/lookups", Steps.Lookup(id), 400, "invalid-request")).ShouldBe(["/personId bad-format"]);
        var batch = new JsonObject { ["personIds"] = new JsonArray("5VBK5VR", id), ["question"] = "is-insured", ["purpose"] = "life-event", ["case"] = "C" };
        (await own.System.Refused("/lookups/batch", batch, 400, "invalid-request")).ShouldBe(["/personIds/1 bad-format"]);
    }

    [Fact]
    public async Task Whoever_works_for_no_institution_asks_nothing_and_leaves_no_words_of_his_own()
    {
        using var citizen = await portal.As("citizen2");
        using var asked = await portal.As("citizen");
        var (id, before) = (await asked.MyId(), await asked.UsageCount());

        await citizen.Refused("/lookups", Steps.Lookup(id, "where-you-live", "revenge", "I-SEE-YOU"), 403, "no-institution");
        var alone = await asked.NewestUsage();
        await citizen.Refused("/lookups/batch", Batch([id], purpose: "revenge"), 403, "no-institution");
        var amongMany = await asked.NewestUsage();

        (await asked.UsageCount()).ShouldBe(before + 2);
        (alone.Text("action"), alone.Text("purpose"), amongMany.Text("action"), amongMany.Text("purpose")).ShouldBe(("unknown", "unknown", "is-insured", "unknown"));
        foreach (var row in new[] { alone, amongMany })
        {
            row["answered"]!.GetValue<bool>().ShouldBeFalse();
            row["case"].ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_withdrawn_consent_stops_the_next_question_and_an_old_one_expires()
    {
        using var citizen = await portal.As("citizen");
        var (id, today) = (await citizen.MyId(), DateOnly.FromDateTime(own.Clock.GetUtcNow().UtcDateTime));
        string Day(int days) => today.AddDays(days).ToString("O", System.Globalization.CultureInfo.InvariantCulture);

        var consent = await citizen.Done("/consents", Steps.Consent(Day(30)));
        (await own.System.Done("/lookups", Steps.Lookup(id, "receives-benefit", "housing-support")))["holds"]!.GetValue<bool>().ShouldBeTrue();
        await citizen.Refused("/consents", Steps.Consent(Day(60)), 409, "consent-already-given");
        await citizen.Done($"/consents/{consent.Text("id")}/withdrawal", new JsonObject());
        await own.System.Refused("/lookups", Steps.Lookup(id, "receives-benefit", "housing-support"), 403, "no-consent");

        await citizen.Done("/consents", Steps.Consent(Day(2)));
        await own.System.Done("/lookups", Steps.Lookup(id, "receives-benefit", "housing-support"));
        own.Clock.Advance(TimeSpan.FromDays(4));
        await own.System.Refused("/lookups", Steps.Lookup(id, "receives-benefit", "housing-support"), 403, "no-consent");
        own.Clock.Advance(TimeSpan.FromDays(-4));
    }

    [Fact]
    public async Task A_withdrawal_ends_every_consent_of_the_same_kind()
    {
        using var citizen = await portal.As("trader");
        var id = await citizen.MyId();
        await citizen.Done("/consents", Steps.Consent(Tomorrow()));
        // As if two had been given at the same moment.
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(portal.Folder, "social-protection.db"), Pooling = false }.ToString()))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO consents (id, person_id, institution, question, purpose, given_at, valid_until, version) SELECT '00000000-0000-7000-8000-000000000001', person_id, institution, question, purpose, given_at, valid_until, 0 FROM consents WHERE person_id = $person";
            command.Parameters.AddWithValue("$person", id);
            command.ExecuteNonQuery().ShouldBe(1);
        }

        var consents = (await citizen.Read("/consents")).AsArray();
        consents.Count.ShouldBe(2);
        await citizen.Done($"/consents/{consents[0].Text("id")}/withdrawal", new JsonObject());

        await own.System.Refused("/lookups", Steps.Lookup(id, "receives-benefit", "housing-support"), 403, "no-consent");
    }

    [Fact]
    public async Task A_consent_that_cannot_be_given_is_refused_and_nobody_elses_is_found()
    {
        using var citizen = await portal.As("citizen2");
        using var other = await portal.As("citizen");
        (await citizen.Refused("/consents", Steps.Consent("2020-01-01"), 400, "invalid-request")).ShouldBe(["/validUntil ends-before-it-starts"]);
        (await citizen.Refused("/consents", Steps.Consent("2199-01-01"), 400, "invalid-request")).ShouldBe(["/validUntil too-far-ahead"]);
        (await citizen.Refused("/consents", Steps.Consent(Tomorrow(), question: "years-of-service"), 400, "invalid-request")).ShouldBe(["/question no-such-consent"]);

        var mine = (await citizen.Done("/consents", Steps.Consent(Tomorrow(), "foreign-affairs", "is-insured", "legalisation"))).Text("id");

        await other.Refused($"/consents/{mine}/withdrawal", new JsonObject(), 404, "consent-not-found");
        (await citizen.Read("/consents")).AsArray().Single(consent => consent.Text("id") == mine)!["holds"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_thousand_persons_are_answered_in_their_order_with_a_row_each()
    {
        using var citizen = await portal.As("citizen");
        var before = await citizen.UsageCount();
        var persons = Enumerable.Range(0, 999).Select(number => $"ZZ{number:00000}").Append(await citizen.MyId()).ToList();

        var answers = (await own.System.Done("/lookups/batch", Batch(persons)))["answers"]!.AsArray();

        answers.Select(answer => answer.Text("personId")).ShouldBe(persons);
        answers[^1]!["holds"]!.GetValue<bool>().ShouldBeTrue();
        answers.Take(999).ShouldAllBe(answer => !answer!["holds"]!.GetValue<bool>());
        (await citizen.UsageCount()).ShouldBe(before + 1);
        (await own.System.Refused("/lookups/batch", Batch(persons.Append("ZZ99999")), 400, "invalid-request")).ShouldBe(["/personIds too-many"]);
    }

    [Fact]
    public async Task A_batch_asks_the_database_once_for_all_consents_and_once_for_all_employers()
    {
        using var customs = await portal.AsSystem("customs-system");
        await using var scope = portal.Services.CreateAsyncScope();
        var persons = await scope.ServiceProvider.GetRequiredService<SocialProtectionDbContext>().Persons.Select(person => person.Id).OrderBy(id => id).Take(500).ToListAsync(TestContext.Current.CancellationToken);
        var (reports, consents) = (own.QueriesForReports, own.QueriesForConsents);

        var arrears = (await customs.Done("/lookups/batch", Batch(persons, "employer-in-arrears", "customs-relief")))["answers"]!.AsArray();
        var benefits = (await own.System.Done("/lookups/batch", Batch(persons, "receives-benefit", "housing-support")))["answers"]!.AsArray();

        arrears.ShouldContain(answer => answer!["holds"]!.GetValue<bool>());
        arrears.ShouldContain(answer => answer!["reason"] != null && answer.Text("reason") == "not-in-arrears");
        benefits.Count.ShouldBe(500);
        (own.QueriesForReports - reports, own.QueriesForConsents - consents).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_thousand_who_ask_at_once_about_a_person_ask_the_database_once()
    {
        using var person = await portal.As("fund-head");
        var (id, before) = (await person.MyId(), await person.UsageCount());
        var asked = own.QueriesForFacts;

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => own.System.Do("/lookups", Steps.Lookup(id))));

        answers.ShouldAllBe(answer => answer.Status == 200 && answer.Body.Text("personId") == id);
        (own.QueriesForFacts - asked).ShouldBe(1);
        (await person.UsageCount()).ShouldBe(before + 1000);
    }

    [Fact]
    public async Task What_the_register_changes_is_answered_anew_and_nobody_gets_anothers_answer()
    {
        using var person = await portal.As("customs-officer");
        using var officer = await portal.As("fund-officer");
        var id = await person.MyId();
        (await own.System.Done("/lookups", Steps.Lookup(id)))["holds"]!.GetValue<bool>().ShouldBeTrue();
        var employment = (await person.Read("/persons/me/employment"))[0]!;

        await officer.Done($"/persons/{id}/corrections", new JsonObject { ["field"] = "employment-until", ["employmentId"] = employment.Text("id"), ["value"] = "2026-01-31", ["reason"] = "The employer reported the end late." });

        var patience = Stopwatch.StartNew();
        while ((await own.System.Done("/lookups", Steps.Lookup(id)))["holds"]!.GetValue<bool>())
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        (await own.System.Done("/lookups", Steps.Lookup("5VBK5VR")))["holds"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_read_before_a_change_is_not_kept_for_having_come_later()
    {
        var stopping = TestContext.Current.CancellationToken;
        var held = new HeldScopes(portal.Services.GetRequiredService<IServiceScopeFactory>());
        var facts = new FactCache(portal.Services.GetRequiredService<HybridCache>(), held);
        await using var scope = portal.Services.CreateAsyncScope();
        var ongoing = scope.ServiceProvider.GetRequiredService<SocialProtectionDbContext>().Set<Employment>().Where(work => work.Until == null);
        var person = await ongoing.MaxAsync(work => work.PersonId, stopping);

        var reading = facts.Of(person).AsTask();
        await held.HasRead.Task;
        await ongoing.Where(work => work.PersonId == person).ExecuteUpdateAsync(change => change.SetProperty(work => work.Until, new DateOnly(2026, 1, 31)), stopping);
        await facts.Forget(new PersonRecordsChanged { PersonIds = [person] });
        held.LetGo.SetResult();
        (await reading).Work.ShouldContain(work => work.Period.Until == null);

        // By itself it would stay for ten seconds here, and for thirty in Redis.
        var patience = Stopwatch.StartNew();
        while ((await facts.Of(person)).Work.Any(work => work.Period.Until == null))
        {
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
            await Task.Delay(50, stopping);
        }
    }

    [Fact]
    public async Task Arrears_of_the_employer_are_answered_to_whom_they_concern()
    {
        using var customs = await portal.AsSystem("customs-system");
        using var inArrears = await portal.As("citizen2");
        using var paid = await portal.As("citizen");

        (await customs.Done("/lookups", Steps.Lookup(await inArrears.MyId(), "employer-in-arrears", "customs-relief")))["holds"]!.GetValue<bool>().ShouldBeTrue();
        (await customs.Done("/lookups", Steps.Lookup(await paid.MyId(), "employer-in-arrears", "customs-relief"))).Text("reason").ShouldBe("not-in-arrears");
    }

    private static JsonObject Batch(IEnumerable<string> ids, string question = "is-insured", string purpose = "life-event") =>
        new() { ["personIds"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]), ["question"] = question, ["purpose"] = purpose, ["case"] = "BATCH" };

    private string Tomorrow() => DateOnly.FromDateTime(own.Clock.GetUtcNow().UtcDateTime).AddDays(2).ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Scopes that do not end, once what was wanted in them has been read, until they are let go.</summary>
    private sealed class HeldScopes(IServiceScopeFactory scopes) : IServiceScopeFactory
    {
        public TaskCompletionSource HasRead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource LetGo { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IServiceScope CreateScope() => new Held(scopes.CreateScope(), this);

        private sealed class Held(IServiceScope scope, HeldScopes all) : IServiceScope, IAsyncDisposable
        {
            public IServiceProvider ServiceProvider => scope.ServiceProvider;

            public void Dispose() => scope.Dispose();

            public async ValueTask DisposeAsync()
            {
                all.HasRead.TrySetResult();
                await all.LetGo.Task;
                scope.Dispose();
            }
        }
    }
}
