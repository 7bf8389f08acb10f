using Portal.Web.Services;

namespace Portal.Web.SocialProtection;

/// <summary>The fund's codes with their names.</summary>
public sealed record FundCodes
{
    /// <summary>Benefits one can apply for.</summary>
    public required IReadOnlyList<BenefitKind> Benefits { get; init; }

    /// <summary>Documents that go with applications.</summary>
    public required IReadOnlyList<NamedCode> Documents { get; init; }

    /// <summary>Grounds of decisions.</summary>
    public required IReadOnlyList<Ground> Grounds { get; init; }

    /// <summary>Kinds of certificates.</summary>
    public required IReadOnlyList<NamedCode> Certificates { get; init; }

    /// <summary>Who pays which share of the contributions.</summary>
    public required IReadOnlyList<ContributionCategory> ContributionCategories { get; init; }

    /// <summary>What institutions may ask.</summary>
    public required IReadOnlyList<NamedCode> Questions { get; init; }

    /// <summary>What data may be read for.</summary>
    public required IReadOnlyList<Purpose> Purposes { get; init; }

    /// <summary>Questions that need the person's consent.</summary>
    public required IReadOnlyList<ConsentableQuestion> Consents { get; init; }

    /// <summary>The benefit of a code; null where the country no longer has it.</summary>
    public BenefitKind? Benefit(string? code) => Benefits.FirstOrDefault(benefit => benefit.Code == code);

    /// <summary>Names of the benefits.</summary>
    public IEnumerable<NamedCode> BenefitNames => Benefits.Select(benefit => new NamedCode(benefit.Code, benefit.Name));

    /// <summary>Names of the grounds.</summary>
    public IEnumerable<NamedCode> GroundNames => Grounds.Select(ground => new NamedCode(ground.Code, ground.Name));

    /// <summary>Names of the purposes.</summary>
    public IEnumerable<NamedCode> PurposeNames => Purposes.Select(purpose => new NamedCode(purpose.Code, purpose.Name));

    /// <summary>Names of the contribution categories.</summary>
    public IEnumerable<NamedCode> CategoryNames => ContributionCategories.Select(category => new NamedCode(category.Code, category.Name));
}

/// <summary>A benefit one can apply for, and what is asked.</summary>
public sealed record BenefitKind(string Code, IReadOnlyDictionary<string, string> Name, IReadOnlyList<BenefitField> Fields, IReadOnlyList<string> Documents, decimal? MonthlyAmount, int AppealWithinDays, string LegalReference, string? Certificate = null);

/// <summary>Something that is asked: a <c>text</c>, <c>date</c>, <c>number</c>, <c>person</c> or <c>choice</c>.</summary>
public sealed record BenefitField(string Code, IReadOnlyDictionary<string, string> Name, string Type, bool IsOptional, IReadOnlyList<NamedCode> Choices);

/// <summary>Rates of the contributions.</summary>
public sealed record ContributionCategory(string Code, IReadOnlyDictionary<string, string> Name, IReadOnlyList<ContributionBracket> Brackets);

/// <summary>Percent of the part of the earnings up to <paramref name="UpTo"/>, national currency a month.</summary>
public sealed record ContributionBracket(decimal? UpTo, decimal Insured, decimal Employer);

/// <summary>A ground of decisions: of a grant, of a refusal, or of either.</summary>
public sealed record Ground(string Code, IReadOnlyDictionary<string, string> Name, bool? IsForGrant = null);

/// <summary>What data may be read for; own: by officers of the fund.</summary>
public sealed record Purpose(string Code, IReadOnlyDictionary<string, string> Name, bool IsOwn);

/// <summary>What an institution may ask with the person's consent.</summary>
public sealed record ConsentableQuestion(string Institution, string Question, string Purpose, string LegalReference)
{
    /// <summary>Tells it from the others.</summary>
    public string Id => $"{Institution} {Question} {Purpose}";
}

/// <summary>The fund's code lists, kept for some minutes.</summary>
public sealed class FundCodeBook(AgencyClient agencies, TimeProvider clock) : KeptAnswer<FundCodes>(agencies, clock, Fund.Service, $"{Fund.Api}/code-lists");
