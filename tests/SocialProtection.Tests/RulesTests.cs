using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.CountryPacks;
using Portal.SocialProtection.Demonstration;
using Portal.SocialProtection.Lookups;
using Portal.SocialProtection.Rules;
using Portal.TestSupport;

namespace Portal.SocialProtection.Tests;

/// <summary>What the fund reads of a pack, and what it refuses at the start.</summary>
public sealed class RulesTests(Portals portals)
{
    private const string RulesFile = "social-protection.yaml";
    private const string RegisterFile = "social-protection-register.yaml";

    [Theory, InlineData("az"), InlineData("af")]
    public async Task What_an_agreement_lets_others_ask_is_answered(string country)
    {
        var services = (await portals.In(country)).Services;
        var answers = services.GetRequiredService<Answers>();

        foreach (var agreement in services.GetRequiredService<CountryPack>().Agreements.Where(agreement => agreement.Answers == "social-protection"))
            (await answers.To(agreement.Question, PersonFacts.Unknown(""), _ => ValueTask.FromResult<DateOnly?>(null))).ShouldNotBeNull(agreement.Question);
    }

    [Fact]
    public void A_sound_pack_has_no_faults() => Faults(RulesFile, "limits:", "limits:").ShouldBeEmpty();

    [Theory]
    [InlineData("country.yaml", "question: is-insured", "question: shoe-size", "questions: there is no 'shoe-size', which an agreement lets others ask")]
    [InlineData("country.yaml", "asks: foreign-affairs", "asks: foreign-office", "asks: there is no institution 'foreign-office'")]
    [InlineData("country.yaml", "answers: social-protection", "answers: social-fund", "answers: there is no institution 'social-fund'")]
    [InlineData(RulesFile, "code: employer-in-arrears", "code: shoe-size", "questions: the fund has no answer to 'shoe-size'")]
    [InlineData(RulesFile, "  consentMonths: 12\n", "", "consentMonths is missing")]
    [InlineData(RulesFile, "  certificateMonths: 6\n", "", "certificateMonths is missing")]
    [InlineData(RulesFile, "issued: \"99###########\"", "issued: \"99#\"", "insuranceNumber: what is issued does not match the pattern")]
    [InlineData(RulesFile, "degreesOfDisability: 3", "degreesOfDisability: 0", "degreesOfDisability: a number from 1 to 100 is expected")]
    [InlineData(RulesFile, "form: bank-account", "form: iban", "form: there is no form 'iban'")]
    [InlineData(RulesFile, "type: text\n        form:", "type: number\n        form:", "form: a text can have a form, and nothing else can")]
    [InlineData(RulesFile, "latest: today", "latest: tomorrow", "latest: a date like 2026-03-21 is expected")]
    [InlineData(RulesFile, "earliest: 18 years ago\n        latest: today", "earliest: today\n        latest: 18 years ago", "latest: it lies before the earliest day")]
    [InlineData(RulesFile, "type: date\n        latest:", "type: number\n        latest:", "latest: a date can have such a limit, and nothing else can")]
    [InlineData(RegisterFile, "pension: old-age", "pension: old-boots", "pension: there is no benefit 'old-boots'")]
    [InlineData(RulesFile, "[childNumber, childName + childBorn]", "[childNumber, childName + shoeSize]", "identifiedBy: there is no field 'shoeSize'")]
    [InlineData(RulesFile, "[childNumber, childName + childBorn]", "[childNumber]", "identifiedBy: one of them must be answered by everybody")]
    [InlineData(RulesFile, "untilAge: { field: childBorn", "untilAge: { field: childName", "untilAge: 'childName' is no date that everybody answers")]
    [InlineData(RulesFile, "    lastsMonths: 6\n", "    endsWithCertificate: true\n", "endsWithCertificate: no certificate comes with it")]
    [InlineData(RegisterFile, "degree: 3", "degree: 4", "degree: a number from 1 to 3 is expected")]
    public void A_pack_that_the_fund_could_not_keep_is_refused_with_the_reason(string file, string sound, string spoilt, string reason) =>
        Faults(file, sound, spoilt).Select(fault => fault.Split(": ", 2)[1]).ShouldContain(reason);

    /// <summary>The faults of a real country's pack in which one text was put in the place of another.</summary>
    private static IReadOnlyList<string> Faults(string file, string sound, string spoilt)
    {
        var (folder, faults) = (TemporaryFolder.New(), new PackFaults());
        foreach (var name in new[] { "country.yaml", RulesFile, RegisterFile })
        {
            var text = File.ReadAllText(Path.Combine(PortalUnderTest.CountriesFolder, "az", name));
            if (name == file)
                text.ShouldContain(sound);
            File.WriteAllText(Path.Combine(folder, name), name == file ? text.Replace(sound, spoilt, StringComparison.Ordinal) : text);
        }

        var country = CountryPack.Read(folder, faults)!;
        var rules = PackNode.ReadFile(Path.Combine(folder, RulesFile), faults, country.Languages, node => SocialProtectionRules.Read(node, country));
        PackNode.ReadFile(Path.Combine(folder, RegisterFile), faults, country.Languages, node => DemonstrationRegister.Read(node, country, rules));
        return faults.All;
    }
}
