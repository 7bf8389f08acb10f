using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.CountryPacks;
using Portal.SocialProtection.Register;
using Portal.TestSupport;

namespace Portal.SocialProtection.Tests;

/// <summary>What becomes of a benefit that was granted: how long it runs, what is paid, who ends it, and that nobody has it twice.</summary>
public sealed class BenefitTests(OwnPortal own) : IClassFixture<OwnPortal>
{
    private const string OtherAccount = "AZ91NABZ00000000137010001945";

    private readonly PortalUnderTest portal = own.Portal;
    private readonly DateOnly today = own.Portal.Services.GetRequiredService<CountryPack>().DayOf(own.Clock.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task A_benefit_runs_as_long_as_the_law_says()
    {
        using var citizen = await portal.As("citizen2");
        using var officer = await portal.As("fund-officer");

        (await Granted(citizen, officer, Child("Ayan"), "2026-03-10")).Text("until").ShouldBe("2044-02-13");
        (await Granted(citizen, officer, Unemployment(), "2026-03-10")).Text("until").ShouldBe("2026-09-09");
        (await Granted(citizen, officer, Survivor(), "2026-03-10"))["until"].ShouldBeNull();
        var disability = await Granted(citizen, officer, Disability(), "2026-03-10", degree: 2);
        (await Certificates(citizen)).Single(certificate => certificate["isValid"]!.GetValue<bool>()).Text("validUntil").ShouldBe(disability.Text("until"));

        var grownUpSoon = await Applied(citizen, Child("Böyük", Iso(today.AddYears(-18).AddDays(10))));
        (await officer.Refused($"/applications/{grownUpSoon}/decision", Grant(Iso(today.AddDays(20))), 400, "invalid-request")).ShouldBe(["/from out-of-range"]);
        await officer.Done($"/applications/{grownUpSoon}/decision", Grant(Iso(today)));
    }

    [Fact]
    public async Task A_benefit_is_paid_once_for_each_month_on_whose_first_day_it_runs()
    {
        using var citizen = await portal.As("citizen");
        using var officer = await portal.As("fund-officer");
        var over = (await Granted(citizen, officer, Unemployment(), "2026-03-10")).Text("number");
        var runs = (await Granted(citizen, officer, Child("Aydan"), "2026-03-01")).Text("number");
        (await Payments(citizen, runs)).ShouldBeEmpty();

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Pay(today), TestContext.Current.CancellationToken)));
        await Pay(today);

        var sixMonths = Enumerable.Range(4, 6).Reverse().Select(month => (new DateOnly(2026, month, 1), 240m));
        (await Payments(citizen, over)).ShouldBe(sixMonths);
        (await Payments(citizen, runs)).ShouldBe(MonthsSince(new DateOnly(2026, 3, 1), today).Take(24).Select(month => (month, 100m)));

        await Pay(today.AddMonths(2));
        (await Payments(citizen, over)).ShouldBe(sixMonths);
        (await Payments(citizen, runs)).ShouldBe(MonthsSince(new DateOnly(2026, 3, 1), today.AddMonths(2)).Take(24).Select(month => (month, 100m)));
    }

    [Fact]
    public async Task What_the_demonstration_begins_with_is_paid_already()
    {
        await Pay(today);

        var seeded = await PaymentsOfTheBeginning();
        seeded.Count.ShouldBeGreaterThan(1000);
        seeded.ShouldAllBe(payment => payment.PaidOn == payment.Month || payment.Month > today);
    }

    [Fact]
    public async Task An_officer_ends_a_benefit_with_its_certificate_and_the_person_sees_why_and_applies_again()
    {
        using var person = await portal.As("trader");
        using var officer = await portal.As("fund-officer");
        var (id, benefit) = (await person.MyId(), await Granted(person, officer, Disability(), "2026-03-01", degree: 2));
        var end = $"/benefits/{benefit.Text("number")}/end";
        (await HasValidCertificate(id)).ShouldBeTrue();
        var before = await person.UsageCount();

        foreach (var day in new[] { "2026-02-28", Iso(today.AddMonths(13)) })
            (await officer.Refused(end, End(day), 400, "invalid-request")).ShouldBe(["/day out-of-range"]);
        (await officer.Refused(end, new JsonObject { ["day"] = "2026-10-31" }, 400, "invalid-request")).ShouldBe(["/reason required"]);
        await officer.Refused("/benefits/B26-NOBODYS0/end", End("2026-10-31"), 404, "benefit-not-found");
        (await person.Do(end, End("2026-10-31"))).Status.ShouldBe(403);
        // Each refusal told the officer that there is such a benefit.
        (await person.UsageCount()).ShouldBe(before + 3);
        var ended = await officer.Done(end, End("2026-10-31"));

        (ended.Text("until"), ended["isPaid"]!.GetValue<bool>(), ended["canBeEnded"]!.GetValue<bool>()).ShouldBe(("2026-10-31", false, false));
        var seen = (await Benefit(person, benefit.Text("number")))["ended"];
        (seen.Text("reason"), seen.Text("officer"), seen.Text("before")).ShouldBe(("It is over.", "fund-officer", benefit.Text("until")));
        (await Certificates(person)).ShouldAllBe(certificate => !certificate["isValid"]!.GetValue<bool>());
        var row = await person.NewestUsage();
        (row.Text("reader"), row.Text("purpose"), row.Text("case")).ShouldBe(("fund-officer", "benefit-decision", benefit.Text("number")));
        await officer.Refused(end, End("2026-10-31"), 409, "wrong-status");
        (await person.UsageCount()).ShouldBe(before + 5);

        for (var patience = 0; await HasValidCertificate(id); patience++)
        {
            patience.ShouldBeLessThan(100);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await Pay(today);
        (await Payments(person, benefit.Text("number")))[0].Month.ShouldBe(new DateOnly(2026, 10, 1));
        await Granted(person, officer, Disability(), "2026-11-01", degree: 2);
    }

    [Fact]
    public async Task Nobody_ends_his_own_benefit_and_of_two_officers_one_does()
    {
        using var officer = await portal.As("fund-officer");
        using var head = await portal.As("fund-head");
        using var citizen = await portal.As("customs-officer");
        var officers = (await Granted(officer, head, Child("Own"), "2026-03-01")).Text("number");
        var citizens = (await Granted(citizen, head, Child("Both"), "2026-03-01")).Text("number");

        await officer.Refused($"/benefits/{officers}/end", End("2026-10-31"), 409, "own-record");
        var both = await Task.WhenAll(officer.Do($"/benefits/{citizens}/end", End("2026-10-31")), head.Do($"/benefits/{citizens}/end", End("2026-09-30")));

        both.Select(answer => answer.Status).Order().ShouldBe([200, 409]);
        (await Benefit(citizen, citizens)).Text("until").ShouldBe(both.Single(answer => answer.Status == 200).Body.Text("until"));
    }

    [Fact]
    public async Task A_child_is_the_same_however_it_is_written_and_nobody_is_paid_for_it_twice()
    {
        using var citizen = await portal.As("citizen");
        using var officer = await portal.As("fund-officer");
        var child = Steps.Application("child", ("childName", "Günel"), ("childBorn", "2026-02-14"), ("childNumber", "7NBV3QA"), ("bankAccount", Steps.Account));
        var spelt = Steps.Application("child", ("bankAccount", OtherAccount), ("childBorn", "2026-02-14"), ("childName", " GÜNEL "));
        var numbered = Steps.Application("child", ("childNumber", "7nbv3qa"), ("childName", "Günəl"), ("childBorn", "2026-02-15"), ("bankAccount", Steps.Account));

        var first = await Applied(citizen, child);
        foreach (var same in new[] { spelt, numbered })
            await citizen.Refused("/applications", same, 409, "application-under-way");
        await Applied(citizen, Steps.Application("child", ("childName", "Gülər"), ("childBorn", "2026-02-14"), ("childNumber", "7NBV3QB"), ("bankAccount", Steps.Account)));

        await officer.Done($"/applications/{first}/decision", new JsonObject { ["granted"] = false, ["ground"] = "not-established", ["reason"] = "It is not." });
        var second = await Applied(citizen, spelt);
        await citizen.Refused($"/applications/{first}/appeal", Appeal(), 409, "application-under-way");
        var benefit = (await officer.Done($"/applications/{second}/decision", Grant("2026-03-01"))).Text("benefitNumber");
        await citizen.Refused($"/applications/{first}/appeal", Appeal(), 409, "benefit-runs-already");
        (await citizen.Read($"/applications/{first}")).Text("status").ShouldBe("refused");
        foreach (var same in new[] { child, spelt })
            await citizen.Refused("/applications", same, 409, "benefit-runs-already");

        await Pay(today);
        await officer.Done($"/benefits/{benefit}/end", End("2026-10-31"));
        var third = await Applied(citizen, child);
        var before = await citizen.UsageCount();
        // What is paid for this month, though the benefit ended before, is not paid again.
        var month = new DateOnly(today.Year, today.Month, 1);
        foreach (var tooEarly in new[] { "2026-10-01", Iso(month) })
            await officer.Refused($"/applications/{third}/decision", Grant(tooEarly), 409, "benefit-runs-already");
        (await citizen.UsageCount()).ShouldBe(before + 2);
        (await citizen.Read($"/applications/{third}")).Text("status").ShouldBe("submitted");
        await officer.Done($"/applications/{third}/decision", Grant(Iso(month.AddMonths(1))));
    }

    private static async Task<string> Applied(HttpClient person, JsonObject application) => (await person.Done("/applications", application)).Text("number");

    /// <summary>The benefit that was applied for and granted from a day, as the person sees it.</summary>
    private static async Task<JsonNode> Granted(HttpClient person, HttpClient officer, JsonObject application, string from, int? degree = null) =>
        await Benefit(person, (await officer.Done($"/applications/{await Applied(person, application)}/decision", Grant(from, degree))).Text("benefitNumber"));

    private static async Task<JsonNode> Benefit(HttpClient person, string number) => (await person.Read("/persons/me/benefits")).AsArray().Single(benefit => benefit.Text("number") == number)!;

    /// <summary>Months and amounts, newest first.</summary>
    private static async Task<(DateOnly Month, decimal Amount)[]> Payments(HttpClient person, string number) =>
        [.. (await Benefit(person, number))["payments"]!.AsArray().Select(payment => (DateOnly.Parse(payment.Text("month"), CultureInfo.InvariantCulture), payment!["amount"]!.GetValue<decimal>()))];

    /// <summary>First days of months, newest first.</summary>
    private static IEnumerable<DateOnly> MonthsSince(DateOnly first, DateOnly day)
    {
        for (var month = new DateOnly(day.Year, day.Month, 1); month >= first; month = month.AddMonths(-1))
            yield return month;
    }

    private static async Task<JsonNode[]> Certificates(HttpClient person) => [.. (await person.Read("/persons/me/certificates")).AsArray().Where(certificate => certificate.Text("kind") == "disability").Select(certificate => certificate!)];

    private async Task<bool> HasValidCertificate(string id) => (await own.System.Done("/lookups", Steps.Lookup(id, "valid-disability-certificate")))["holds"]!.GetValue<bool>();

    private async Task Pay(DateOnly day)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        await PayBenefits.Pay(scope.ServiceProvider.GetRequiredService<SocialProtectionDbContext>(), day, TestContext.Current.CancellationToken);
    }

    /// <summary>Numbers of benefits that were granted here begin with the year. Payments of later months are other tests'.</summary>
    private async Task<List<BenefitPayment>> PaymentsOfTheBeginning()
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SocialProtectionDbContext>().BenefitPayments.Where(payment => EF.Functions.Like(payment.BenefitNumber, "B-%")).ToListAsync(TestContext.Current.CancellationToken);
    }

    private static JsonObject Child(string name, string born = "2026-02-14") => Steps.Application("child", ("childName", name), ("childBorn", born), ("bankAccount", Steps.Account));

    private static JsonObject Disability() => Steps.Application("disability", ("since", "2025-05-01"), ("cause", "illness"), ("bankAccount", Steps.Account));

    private static JsonObject Unemployment() => Steps.Application("unemployment", ("lastDay", "2026-02-27"), ("reason", "dismissed"), ("bankAccount", Steps.Account));

    private static JsonObject Survivor() => Steps.Application("survivor", ("deceasedNumber", "7NBV3QC"), ("relation", "spouse"), ("diedOn", "2026-01-02"), ("bankAccount", Steps.Account));

    private static JsonObject Grant(string from, int? degree = null)
    {
        var decision = new JsonObject { ["granted"] = true, ["ground"] = "conditions-met", ["reason"] = "It is established.", ["from"] = from };
        if (degree is not null)
            decision["degree"] = degree;
        return decision;
    }

    private static JsonObject End(string day) => new() { ["day"] = day, ["reason"] = "It is over." };

    private static JsonObject Appeal() => new() { ["reason"] = "Look again." };

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
