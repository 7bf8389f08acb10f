using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portal.SocialProtection.Pensions;
using Portal.SocialProtection.Register;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Tests;

/// <summary>Estimates on the days on which they turn.</summary>
public sealed class PensionDayTests(Portals portals)
{
    [Theory]
    [InlineData(Sex.Male, "1962-07-01", "2027-07-01")]
    [InlineData(Sex.Female, "1962-06-30", "2026-06-30")]
    [InlineData(Sex.Female, "1962-07-01", "2027-01-01")]
    [InlineData(Sex.Female, "1963-06-30", "2027-12-30")]
    [InlineData(Sex.Female, "1963-07-01", "2028-07-01")]
    public async Task The_pension_age_rises_with_the_day_of_birth(Sex sex, string born, string reached) =>
        (await portals.In("az")).Services.GetRequiredService<SocialProtectionRules>().Pension.ReachedOn(sex, Day(born)).ShouldBe(Day(reached));

    [Theory]
    [InlineData("", 114)]
    [InlineData("2026-06-15", 0)]
    [InlineData("2026-06-30", 0)]
    public async Task Whose_last_day_is_reported_does_not_go_on(string until, int months)
    {
        var estimate = await Estimate("2026-06-15", "2036-01-01", Born("1988-04-12", "2020-01-01", until));

        Line(estimate, "service-until-then").ShouldBe(months);
    }

    [Theory]
    [InlineData("2026-06-01", "2025-06-01", "2026-05-01")]
    [InlineData("2026-06-30", "2025-06-01", "2026-05-01")]
    [InlineData("2026-06-01", "2025-07-01", "2026-06-01")]
    [InlineData("2026-06-30", "2025-07-01", "2026-06-01")]
    public async Task The_last_twelve_months_are_twelve(string today, string first, string last)
    {
        var contributions = new List<Contribution> { Paid(Day(first).AddMonths(-1), 1000), Paid(Day(first), 13) };
        for (var month = Day(first).AddMonths(1); month <= Day(last); month = month.AddMonths(1))
            contributions.Add(Paid(month, 1));

        var estimate = await Estimate(today, "2036-01-01", Born("1988-04-12", "2020-01-01", ""), contributions);

        contributions.Count.ShouldBe(13);
        Line(estimate, "recent").ShouldBe(2);
    }

    [Theory]
    [InlineData("2026-06-01", "2026-06-01", 5, 0)]
    [InlineData("2026-06-02", "2026-06-02", 6, 0)]
    [InlineData("2026-06-02", "2026-07-01", 6, 0)]
    [InlineData("2026-06-02", "2026-07-02", 6, 1)]
    public async Task A_month_counts_once_it_has_a_day_before_retirement(string today, string retirement, int service, int ahead)
    {
        var estimate = await Estimate(today, retirement, Born("1950-01-01", "2026-01-15", ""));

        (Line(estimate, "service"), Line(estimate, "service-until-then")).ShouldBe((service, ahead));
    }

    [Theory]
    [InlineData("1950-01-01", "1990-01-01", "2014-12-31", 320)]
    [InlineData("1950-01-01", "1990-01-01", "2014-11-30", 1)]
    [InlineData("1970-01-01", "1990-01-01", "2014-12-31", 1)]
    public async Task The_minimum_is_for_those_who_are_entitled(string born, string from, string until, int pension)
    {
        var estimate = await Estimate("2026-06-15", "2026-06-15", Born(born, from, until), [Paid(Day("2014-10-01"), 240)]);

        // 60 % of 240, spread over 144 months.
        (Line(estimate, "calculated"), estimate.MonthlyPension, estimate.IsEntitled).ShouldBe((1, pension, pension == 320));
        (Line(estimate, "pension"), estimate.Lines[^1].Formula).ShouldBe((pension, pension == 320 ? "max(calculated, minimum)" : "calculated"));
    }

    private async Task<PensionEstimate> Estimate(string today, string retirement, InsuredPerson person, IReadOnlyList<Contribution>? contributions = null) =>
        (await portals.In("az")).Services.GetRequiredService<PensionCalculation>().Calculate(person, contributions ?? [], Day(today), Day(retirement));

    private static InsuredPerson Born(string born, string from, string until)
    {
        var person = InsuredPerson.Enter("0000000", "", "Somebody", null, null, Sex.Male, Day(born));
        ((List<Employment>)person.Employments).Add(new Employment { Id = Guid.NewGuid(), PersonId = person.Id, EmployerId = "9900000011", From = Day(from), Until = until.Length == 0 ? null : Day(until) });
        return person;
    }

    private static Contribution Paid(DateOnly month, decimal share) =>
        new() { PersonId = "0000000", Month = month, EmployerId = "9900000011", Category = "private", Earnings = 0, InsuredShare = share, EmployerShare = 0 };

    private static decimal Line(PensionEstimate estimate, string code) => estimate.Lines.Single(line => line.Code == code).Value;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
