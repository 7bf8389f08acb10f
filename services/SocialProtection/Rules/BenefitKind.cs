using Portal.ServiceDefaults.CountryPacks;
using Portal.SocialProtection.Register;

namespace Portal.SocialProtection.Rules;

/// <summary>A benefit one can apply for, and what is asked.</summary>
internal sealed record BenefitKind
{
    public required string Code { get; init; }

    public required LocalizedText Name { get; init; }

    public required IReadOnlyDictionary<string, BenefitField> Fields { get; init; }

    /// <summary>Documents that usually go with it.</summary>
    public required IReadOnlyList<string> Documents { get; init; }

    /// <summary>National currency a month, where it is the same for all.</summary>
    public decimal? MonthlyAmount { get; init; }

    /// <summary>Whether one can receive it several times at once, as for two children.</summary>
    public required bool CanRepeat { get; init; }

    /// <summary>The certificate that comes with a grant.</summary>
    public CertificateKind? Certificate { get; init; }

    /// <summary>How long that certificate is valid.</summary>
    public int CertificateYears { get; init; }

    public required int AppealWithinDays { get; init; }

    public required string LegalReference { get; init; }

    public static BenefitKind Read(PackNode node, IEnumerable<string> documents, IReadOnlyDictionary<string, AnswerForm> forms)
    {
        var kind = new BenefitKind
        {
            Code = node.Text("code", "^[a-z-]+$"),
            Name = node.Localized("name"),
            Fields = node.Table("fields", field => field.Code, field => BenefitField.Read(field, forms)),
            Documents = node.Texts("documents"),
            MonthlyAmount = node.OptionalNumber("monthlyAmount", 0.01m),
            CanRepeat = node.OptionalText("canRepeat", "^true$") is not null,
            Certificate = node.Has("certificate") ? node.Enum<CertificateKind>("certificate") : null,
            CertificateYears = node.Has("certificate") ? (int)node.Number("certificateYears", 1, 100) : 0,
            AppealWithinDays = (int)node.Number("appealWithinDays", 1, 3660),
            LegalReference = node.Text("legalReference"),
        };
        foreach (var unknown in kind.Documents.Except(documents))
            node.Fault("documents", $"there is no document '{unknown}'");
        return kind;
    }
}
