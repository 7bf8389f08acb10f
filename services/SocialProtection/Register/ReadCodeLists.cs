using Microsoft.AspNetCore.Http.HttpResults;
using Portal.ServiceDefaults.CountryPacks;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Register;

/// <summary>The codes of the service with their names in each language of the country.</summary>
/// <param name="Currency">ISO 4217 of all amounts.</param>
/// <param name="Benefits">Benefits one can apply for, and what is asked.</param>
/// <param name="Documents">Documents that go with applications.</param>
/// <param name="Grounds">Grounds of decisions.</param>
/// <param name="Certificates">Kinds of certificates.</param>
/// <param name="ContributionCategories">Which rates hold, and the rates (illustrative).</param>
/// <param name="Questions">What other institutions may ask.</param>
/// <param name="Purposes">What data may be read for.</param>
/// <param name="Institutions">Names of the institutions, by service name.</param>
/// <param name="Consents">What the person may allow: who asks what, and what for, only with consent.</param>
/// <param name="Limits">Limits of the law.</param>
public sealed record CodeLists(string Currency, IReadOnlyList<BenefitKindView> Benefits, IReadOnlyList<NamedCode> Documents, IReadOnlyList<GroundView> Grounds, IReadOnlyList<NamedCode> Certificates,
    IReadOnlyList<ContributionCategoryView> ContributionCategories, IReadOnlyList<NamedCode> Questions, IReadOnlyList<PurposeView> Purposes, IReadOnlyList<NamedCode> Institutions, IReadOnlyList<ConsentableQuestion> Consents, Limits Limits);

/// <summary>A code with its names.</summary>
/// <param name="Code">Stable, lower-kebab.</param>
/// <param name="Name">By language.</param>
public sealed record NamedCode(string Code, LocalizedText Name);

/// <summary>A ground of decisions.</summary>
/// <param name="Code">Stable, lower-kebab.</param>
/// <param name="Name">By language.</param>
/// <param name="IsForGrant">Whether it is a ground of a grant or of a refusal; absent where it is either.</param>
public sealed record GroundView(string Code, LocalizedText Name, bool? IsForGrant);

/// <summary>What data may be read for.</summary>
/// <param name="Code">Stable, lower-kebab.</param>
/// <param name="Name">By language.</param>
/// <param name="IsOwn">Whether officers of this institution read for it.</param>
public sealed record PurposeView(string Code, LocalizedText Name, bool IsOwn);

/// <summary>A benefit one can apply for.</summary>
/// <param name="Code">Stable, lower-kebab.</param>
/// <param name="Name">By language.</param>
/// <param name="Fields">What is asked, in order.</param>
/// <param name="Documents">Documents that usually go with it.</param>
/// <param name="MonthlyAmount">What is paid, where it is the same for all.</param>
/// <param name="AppealWithinDays">How long one may appeal.</param>
/// <param name="LegalReference">The law it rests on.</param>
/// <param name="Certificate">The certificate that comes with it.</param>
public sealed record BenefitKindView(
    string Code, LocalizedText Name, IReadOnlyList<BenefitFieldView> Fields, IReadOnlyList<string> Documents, decimal? MonthlyAmount, int AppealWithinDays, string LegalReference, CertificateKind? Certificate);

/// <summary>Something that is asked.</summary>
/// <param name="Code">Stable, camelCase.</param>
/// <param name="Name">By language.</param>
/// <param name="Type">How it is answered.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="Choices">Answers one can choose from.</param>
/// <param name="Earliest">The earliest day that can be answered today.</param>
/// <param name="Latest">The latest day that can be answered today.</param>
/// <param name="Example">An answer of the form that is asked for.</param>
public sealed record BenefitFieldView(string Code, LocalizedText Name, FieldType Type, bool IsOptional, IReadOnlyList<NamedCode> Choices, DateOnly? Earliest, DateOnly? Latest, string? Example);

/// <summary>Who pays which share of the contributions.</summary>
/// <param name="Code">Stable, lower-kebab.</param>
/// <param name="Name">By language.</param>
/// <param name="Brackets">Percent by bracket of the monthly earnings.</param>
public sealed record ContributionCategoryView(string Code, LocalizedText Name, IReadOnlyList<ContributionBracketView> Brackets);

/// <summary>Rates of a bracket.</summary>
/// <param name="UpTo">Its end, national currency a month; absent for the last.</param>
/// <param name="Insured">Percent the person pays.</param>
/// <param name="Employer">Percent the employer pays.</param>
public sealed record ContributionBracketView(decimal? UpTo, decimal Insured, decimal Employer);

/// <summary>A question that needs the person's consent.</summary>
/// <param name="Institution">Service name of who asks.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Purpose">What for.</param>
/// <param name="LegalReference">The agreement it rests on.</param>
public sealed record ConsentableQuestion(string Institution, string Question, string Purpose, string LegalReference);

internal static class ReadCodeLists
{
    public static void Map(RouteGroupBuilder queries) => queries.MapGet("/code-lists", Handle).WithName("getSocialProtectionCodeLists").AllowAnonymous();

    /// <summary>Lists the codes this service uses, with their names in each language: benefits and what is asked for them, grounds, documents, contribution rates, questions, purposes, consents.</summary>
    public static Ok<CodeLists> Handle(CountryPack country, SocialProtectionRules rules, TimeProvider clock) => TypedResults.Ok(new CodeLists(
        country.Currency.Code,
        [.. rules.Benefits.Values.Select(benefit => new BenefitKindView(benefit.Code, benefit.Name,
            [.. benefit.Fields.Values.Select(field => View(field, country.DayOf(clock.GetUtcNow().UtcDateTime)))],
            benefit.Documents, benefit.MonthlyAmount, benefit.AppealWithinDays, benefit.LegalReference, benefit.Certificate))],
        Named(rules.Documents), [.. rules.Grounds.Values.Select(ground => new GroundView(ground.Code, ground.Name, ground.IsForGrant))], Named(rules.Certificates),
        [.. rules.Contributions.Categories.Values.Select(category => new ContributionCategoryView(category.Code, category.Name,
            [.. category.Brackets.Select(bracket => new ContributionBracketView(bracket.UpTo, bracket.Insured, bracket.Employer))]))],
        Named(rules.Questions),
        [.. rules.Purposes.Values.Select(purpose => new PurposeView(purpose.Code, purpose.Name, purpose.IsOwn))],
        Named(country.Institutions),
        [.. country.Agreements.Where(agreement => agreement.Answers == SocialProtectionModule.Mailbox && agreement.NeedsConsent)
            .Select(agreement => new ConsentableQuestion(agreement.Asks, agreement.Question, agreement.Purpose, agreement.LegalReference))],
        rules.Limits));

    private static BenefitFieldView View(BenefitField field, DateOnly today) =>
        new(field.Code, field.Name, field.Type, field.IsOptional, Named(field.Choices), field.Earliest?.On(today), field.Latest?.On(today), field.Form?.Format.Example);

    private static IReadOnlyList<NamedCode> Named(IReadOnlyDictionary<string, LocalizedText> names) => [.. names.Select(name => new NamedCode(name.Key, name.Value))];
}
