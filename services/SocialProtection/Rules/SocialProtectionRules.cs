using Portal.ServiceDefaults.CountryPacks;
using Portal.SocialProtection.Register;

namespace Portal.SocialProtection.Rules;

/// <summary>The country's social protection law as data: <c>social-protection.yaml</c> of the pack.</summary>
internal sealed record SocialProtectionRules
{
    public required IdFormat InsuranceNumber { get; init; }

    /// <summary>What the fund gives to whoever has none; # stands for a digit.</summary>
    public required string NewInsuranceNumber { get; init; }

    public required Limits Limits { get; init; }

    public required ContributionRules Contributions { get; init; }

    public required PensionRules Pension { get; init; }

    public required IReadOnlyDictionary<string, BenefitKind> Benefits { get; init; }

    /// <summary>Documents that go with applications.</summary>
    public required IReadOnlyDictionary<string, LocalizedText> Documents { get; init; }

    /// <summary>Grounds of decisions.</summary>
    public required IReadOnlyDictionary<string, Ground> Grounds { get; init; }

    public required IReadOnlyDictionary<string, LocalizedText> Certificates { get; init; }

    /// <summary>What other institutions may ask, where an agreement allows it.</summary>
    public required IReadOnlyDictionary<string, LocalizedText> Questions { get; init; }

    public required IReadOnlyDictionary<string, Purpose> Purposes { get; init; }

    public static SocialProtectionRules Read(PackNode node, CountryPack country)
    {
        var (documents, forms) = (Names(node, "documents"), node.Table("forms", form => form.Code, AnswerForm.Read));
        var rules = new SocialProtectionRules
        {
            InsuranceNumber = node.Section("insuranceNumber", IdFormat.Read),
            NewInsuranceNumber = node.Section("insuranceNumber", number => number.Text("issued")),
            Limits = node.Section("limits", Limits.Read),
            Contributions = node.Section("contributions", ContributionRules.Read),
            Pension = node.Section("pension", PensionRules.Read),
            Documents = documents,
            Benefits = node.Table("benefits", benefit => benefit.Code, benefit => BenefitKind.Read(benefit, documents.Keys, forms)),
            Grounds = node.Table("grounds", ground => ground.Code, Ground.Read),
            Certificates = Names(node, "certificates"),
            Questions = Names(node, "questions"),
            Purposes = node.Table("purposes", purpose => purpose.Code, Purpose.Read),
        };
        if (!rules.InsuranceNumber.Matches(rules.NewInsuranceNumber.Replace('#', '0')))
            node.Fault("insuranceNumber", "what is issued does not match the pattern");
        foreach (var kind in Enum.GetValues<CertificateKind>().Where(kind => !rules.Certificates.ContainsKey(PersonRecord.CodeOf(kind))))
            node.Fault("certificates", $"there is no name for '{PersonRecord.CodeOf(kind)}'");
        foreach (var unknown in rules.Questions.Keys.Except(Lookups.Answers.Questions))
            node.Fault("questions", $"the fund has no answer to '{unknown}'");
        foreach (var agreement in country.Agreements.Where(agreement => agreement.Answers == SocialProtectionModule.Mailbox))
            rules.Check(agreement, node);
        foreach (var needed in new[] { Purpose.BenefitDecision, Purpose.RecordKeeping }.Where(needed => rules.Purposes.GetValueOrDefault(needed) is not { IsOwn: true }))
            node.Fault("purposes", $"'{needed}' is needed, as own");
        return rules;
    }

    /// <summary>Whoever may ask by an agreement must get an answer.</summary>
    private void Check(DataSharingAgreement agreement, PackNode node)
    {
        if (!Questions.ContainsKey(agreement.Question))
            node.Fault("questions", $"there is no '{agreement.Question}', which an agreement lets others ask");
        if (!Purposes.ContainsKey(agreement.Purpose))
            node.Fault("purposes", $"there is no name for '{agreement.Purpose}', for which an agreement lets others ask");
    }

    private static Dictionary<string, LocalizedText> Names(PackNode node, string key) =>
        node.Table(key, item => item.Code, item => (Code: item.Text("code"), Name: item.Localized("name"))).ToDictionary(item => item.Key, item => item.Value.Name, StringComparer.Ordinal);
}

/// <summary>What a decision rests on: a grant, a refusal, or either.</summary>
internal sealed record Ground(string Code, LocalizedText Name, bool? IsForGrant)
{
    public static Ground Read(PackNode node) =>
        new(node.Text("code", "^[a-z-]+$"), node.Localized("name"), node.OptionalText("for", "^(grant|refusal)$") is { } decision ? decision == "grant" : null);
}

/// <summary>What data may be read for; own: by officers of this institution.</summary>
internal sealed record Purpose(string Code, LocalizedText Name, bool IsOwn)
{
    /// <summary>An officer works on an application.</summary>
    public const string BenefitDecision = "benefit-decision";

    /// <summary>An officer looks after the register.</summary>
    public const string RecordKeeping = "record-keeping";

    public static Purpose Read(PackNode node) => new(node.Text("code", "^[a-z-]+$"), node.Localized("name"), node.OptionalText("own", "^true$") is not null);
}
