using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.SocialProtection.Tests;

/// <summary>The law's limits are those of the country: Zedland has others than the real packs.</summary>
public sealed class LimitTests(Portals portals)
{
    private readonly DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task A_consent_holds_two_months_at_most()
    {
        using var citizen = await (await portals.In("zz")).As("citizen");
        JsonObject Until(DateOnly day) => Steps.Consent(Iso(day), "customs", "receives-benefit", "customs-relief");

        // It may be tomorrow already in the country.
        (await citizen.Refused("/consents", Until(today.AddMonths(2).AddDays(3)), 400, "invalid-request")).ShouldBe(["/validUntil too-far-ahead"]);
        await citizen.Done("/consents", Until(today.AddMonths(2)));
    }

    [Fact]
    public async Task An_officer_gives_twenty_days_for_documents_and_certifies_one_of_two_degrees_from_a_day_that_can_be()
    {
        using var citizen = await (await portals.In("zz")).As("citizen2");
        using var officer = await (await portals.In("zz")).As("fund-officer");
        var application = new JsonObject
        {
            ["kind"] = "disability",
            ["answers"] = new JsonArray(Answer("since", "2025-05-01"), Answer("cause", "illness"), Answer("bankAccount", "any")),
        };
        var number = (await citizen.Done("/applications", application)).Text("number");

        foreach (var days in new[] { 0, 21 })
        {
            var (status, problem) = await officer.Do($"/applications/{number}/documents-request", Demand(days));
            status.ShouldBe(400);
            Steps.Faults(problem!).ShouldBe(["/withinDays out-of-range"]);
            problem!["errors"]![0]!["max"]!.GetValue<decimal>().ShouldBe(20);
        }

        foreach (var degree in new[] { 0, 3 })
            (await officer.Refused($"/applications/{number}/decision", Grant(degree, today), 400, "invalid-request")).ShouldBe(["/degree out-of-range"]);
        foreach (var first in new[] { new DateOnly(2000, 12, 31), today.AddMonths(2) })
            (await officer.Refused($"/applications/{number}/decision", Grant(2, first), 400, "invalid-request")).ShouldBe(["/from out-of-range"]);

        await officer.Done($"/applications/{number}/documents-request", Demand(20));
    }

    [Fact]
    public async Task Insured_status_is_certified_for_three_months()
    {
        using var citizen = await (await portals.In("zz")).As("citizen");

        var certificate = await citizen.Done("/persons/me/certificates", new JsonObject());

        Day("validUntil").ShouldBe(Day("validFrom").AddMonths(3));

        DateOnly Day(string name) => DateOnly.ParseExact(certificate.Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Reports_begin_with_the_records()
    {
        using var employer = await (await portals.In("zz")).As("trader");
        JsonObject Report(string month) => new()
        {
            ["month"] = month,
            ["lines"] = new JsonArray(new JsonObject { ["personId"] = "ZP-9999", ["earnings"] = 90, ["insuredShare"] = 9, ["employerShare"] = 18 }),
        };

        (await employer.Refused("/employers/me/reports", Report("2000-12"), 400, "invalid-request")).ShouldBe(["/month out-of-range", "/lines/0/personId unknown-person"]);
        (await employer.Refused("/employers/me/reports", Report("2001-01"), 400, "invalid-request")).ShouldBe(["/lines/0/personId unknown-person"]);
    }

    private static JsonObject Answer(string field, string value) => new() { ["field"] = field, ["value"] = value };

    private static JsonObject Demand(int days) => new() { ["documents"] = new JsonArray("medical-assessment"), ["withinDays"] = days, ["remark"] = "Please hand it in." };

    private static JsonObject Grant(int degree, DateOnly from) =>
        new() { ["granted"] = true, ["ground"] = "conditions-met", ["reason"] = "It is established.", ["degree"] = degree, ["from"] = Iso(from) };

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
