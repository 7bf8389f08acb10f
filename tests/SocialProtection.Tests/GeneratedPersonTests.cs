using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.CountryPacks;
using Portal.SocialProtection.Demonstration;
using Portal.SocialProtection.Pensions;
using Portal.SocialProtection.Register;
using Portal.SocialProtection.Rules;
using Portal.TestSupport;

namespace Portal.SocialProtection.Tests;

/// <summary>The persons with whom a demonstration begins.</summary>
public sealed class GeneratedPersonTests(Portals portals)
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    [Theory, InlineData("az"), InlineData("af")]
    public async Task The_register_has_thousands_of_persons_the_same_at_every_start(string country)
    {
        var portal = await portals.In(country);
        var register = portal.Services.GetRequiredService<DemonstrationRegister>();

        var persons = Persons(portal, Day);

        (persons.Count + register.Persons.Count).ShouldBeGreaterThanOrEqualTo(2000);
        persons.Select(person => person.Id).Distinct().Count().ShouldBe(persons.Count);
        var again = Generator(portal, Day);
        foreach (var number in new[] { 0, 7, 1999 })
            JsonSerializer.Serialize(again.Make(number)).ShouldBe(JsonSerializer.Serialize(persons[number]));
    }

    [Theory, InlineData("az"), InlineData("af")]
    public async Task Nobody_is_drawn_as_the_one_before(string country)
    {
        var persons = Persons(await portals.In(country), Day);

        // One man in thirty bears the name of that father by chance.
        persons.Zip(persons.Skip(1)).Count(pair => pair.Second.Sex == Sex.Male && pair.Second.Name.Split(' ')[0] == pair.First.FatherName).ShouldBeLessThan(persons.Count / 10);
    }

    [Theory, InlineData("az"), InlineData("af")]
    public async Task The_years_that_pass_add_to_a_life_and_change_nothing_of_it(string country)
    {
        var portal = await portals.In(country);

        foreach (var (now, later) in Persons(portal, Day).Zip(Persons(portal, Day.AddYears(5))))
        {
            (later.Id, later.Name, later.FatherName, later.Sex, later.Born).ShouldBe((now.Id, now.Name, now.FatherName, now.Sex, now.Born));
            later.Employments.Zip(now.Employments, (one, other) => other.Until is null ? one with { Until = null } : one).ShouldBe(now.Employments);
            now.Benefits.Select(Told).Except(later.Benefits.Select(Told)).ShouldBeEmpty();
            Disabilities(now).Except(Disabilities(later)).ShouldBeEmpty();
        }

        static (string, string, DateOnly, decimal) Told(Benefit benefit) => (benefit.Number, benefit.Kind, benefit.From, benefit.MonthlyAmount);

        static IEnumerable<(string, int?, DateOnly)> Disabilities(DemoPerson person) =>
            person.Certificates.Where(certificate => certificate.Kind == CertificateKind.Disability).Select(certificate => (certificate.Number, certificate.Degree, certificate.ValidUntil));
    }

    [Theory, InlineData("az"), InlineData("af")]
    public async Task Pensions_are_those_of_the_law(string country)
    {
        var portal = await portals.In(country);
        var (rules, calculation) = (portal.Services.GetRequiredService<SocialProtectionRules>(), portal.Services.GetRequiredService<PensionCalculation>());
        var employers = portal.Services.GetRequiredService<DemonstrationRegister>().Employers;
        var pensioners = 0;

        foreach (var person in Persons(portal, Day))
        {
            var ageOn = rules.Pension.ReachedOn(person.Sex, person.Born);
            var estimate = calculation.Calculate(Insured(person), [.. person.Employments.SelectMany(Contributions)], ageOn < Day ? ageOn : Day, null);
            var isCertified = person.Certificates.Any(certificate => certificate.Kind == CertificateKind.Pension && certificate.ValidFrom <= Day && certificate.ValidUntil >= Day);
            isCertified.ShouldBe(person.Benefits.Count > 0, person.Id);
            if (person.Benefits.Count == 0)
            {
                (ageOn <= Day && estimate.Lines.Single(line => line.Code == "service-in-all").Value >= rules.Pension.MinimumServiceMonths).ShouldBeFalse(person.Id);
                continue;
            }

            var pension = person.Benefits.ShouldHaveSingleItem();
            (pension.From, rules.Benefits.ContainsKey(pension.Kind), estimate.IsEntitled).ShouldBe((ageOn, true, true), person.Id);
            pension.MonthlyAmount.ShouldBe(estimate.MonthlyPension, 0.1m, person.Id);
            person.Employments.ShouldAllBe(work => work.Until < ageOn);
            pensioners++;
        }

        pensioners.ShouldBeGreaterThan(300);

        IEnumerable<Contribution> Contributions(DemoWork work)
        {
            var (insured, employer) = rules.Contributions.Categories[employers[work.Employer].Category].SharesOf(work.Wage);
            for (var month = new DateOnly(work.From.Year, work.From.Month, 1); month <= (work.Until ?? Day); month = month.AddMonths(1))
                yield return new Contribution { PersonId = "", Month = month, EmployerId = work.Employer, Category = "", Earnings = work.Wage, InsuredShare = insured, EmployerShare = employer };
        }
    }

    /// <summary>The generator of the portal's country.</summary>
    internal static PersonGenerator Generator(PortalUnderTest portal, DateOnly day)
    {
        var (services, register) = (portal.Services, portal.Services.GetRequiredService<DemonstrationRegister>());
        return new PersonGenerator(register.Generated!, [.. register.Employers.Values], services.GetRequiredService<SocialProtectionRules>(), services.GetRequiredService<CountryPack>(), day);
    }

    /// <summary>All persons that it makes.</summary>
    internal static List<DemoPerson> Persons(PortalUnderTest portal, DateOnly day) =>
        [.. Enumerable.Range(0, portal.Services.GetRequiredService<DemonstrationRegister>().Generated!.Persons).Select(Generator(portal, day).Make)];

    private static InsuredPerson Insured(DemoPerson person)
    {
        var insured = InsuredPerson.Enter(person.Id, "", person.Name, person.LatinName, person.FatherName, person.Sex, person.Born);
        ((List<Employment>)insured.Employments).AddRange(person.Employments.Select(work => new Employment { Id = Guid.NewGuid(), PersonId = person.Id, EmployerId = work.Employer, From = work.From, Until = work.Until }));
        return insured;
    }
}
