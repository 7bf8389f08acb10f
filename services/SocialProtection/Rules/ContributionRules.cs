using Portal.ServiceDefaults.CountryPacks;

namespace Portal.SocialProtection.Rules;

/// <summary>What employers report and pay each month.</summary>
internal sealed record ContributionRules(int PayableByDay, IReadOnlyDictionary<string, ContributionCategory> Categories)
{
    /// <summary>Whoever has not paid a month's contributions after this day is in arrears.</summary>
    public DateOnly PayableBy(DateOnly month) => month.AddMonths(1).AddDays(PayableByDay - 1);

    public static ContributionRules Read(PackNode node) =>
        new((int)node.Number("payableByDay", 1, 28), node.Table("categories", category => category.Code, ContributionCategory.Read));
}

/// <summary>Who pays which share, such as in the private sector.</summary>
internal sealed record ContributionCategory(string Code, LocalizedText Name, IReadOnlyList<ContributionBracket> Brackets)
{
    /// <summary>The shares of a month's earnings, unrounded.</summary>
    public (decimal Insured, decimal Employer) SharesOf(decimal earnings)
    {
        var (insured, employer, from) = (0m, 0m, 0m);
        foreach (var bracket in Brackets)
        {
            var part = Math.Max(0, Math.Min(earnings, bracket.UpTo ?? earnings) - from);
            insured += part * bracket.Insured / 100;
            employer += part * bracket.Employer / 100;
            from = bracket.UpTo ?? from;
        }

        return (insured, employer);
    }

    public static ContributionCategory Read(PackNode node)
    {
        var category = new ContributionCategory(node.Text("code", "^[a-z-]+$"), node.Localized("name"), node.List("brackets", bracket =>
            new ContributionBracket(bracket.OptionalNumber("upTo"), bracket.Number("insured", 0, 100), bracket.Number("employer", 0, 100))));
        var ends = category.Brackets.Select(bracket => bracket.UpTo ?? decimal.MaxValue).ToList();
        if (ends.Count == 0 || ends[^1] != decimal.MaxValue || !ends.SequenceEqual(ends.Distinct().Order()))
            node.Fault("brackets", "the ends of the brackets must rise, and the last has none");
        return category;
    }
}

/// <summary>Percent of the part of the earnings up to <paramref name="UpTo"/>.</summary>
internal sealed record ContributionBracket(decimal? UpTo, decimal Insured, decimal Employer);
