using System.Globalization;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.SocialProtection.Applications;
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

    /// <summary>Where one can receive it several times at once, as for two children: fields that together tell what it is for. Any of these groups tells it.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> IdentifiedBy { get; init; }

    /// <summary>Whether one can receive it several times at once.</summary>
    public bool CanRepeat => IdentifiedBy.Count > 0;

    /// <summary>It lasts for so many months, where the law says so.</summary>
    public int? LastsMonths { get; init; }

    /// <summary>The age until which it lasts, where the law says so.</summary>
    public AgeLimit? UntilAge { get; init; }

    /// <summary>Whether it lasts as long as its certificate.</summary>
    public required bool EndsWithCertificate { get; init; }

    /// <summary>The certificate that comes with a grant.</summary>
    public CertificateKind? Certificate { get; init; }

    /// <summary>How long that certificate is valid.</summary>
    public int CertificateYears { get; init; }

    public required int AppealWithinDays { get; init; }

    public required string LegalReference { get; init; }

    /// <summary>Whether two applications are for the same, such as the same child, however their answers are ordered and spelt.</summary>
    public bool AreForTheSame(IReadOnlyList<FieldAnswer> one, IReadOnlyList<FieldAnswer> other) => !CanRepeat || IdentifiedBy.Any(fields => fields.All(field =>
        AnswerTo(field, one) is { } answer && AnswerTo(field, other) is { } same && SearchText.Words(answer).SequenceEqual(SearchText.Words(same))));

    /// <summary>Last day of the certificate of a benefit that begins on a day and is granted today.</summary>
    public DateOnly CertifiedUntil(DateOnly from, DateOnly today) => (from > today ? from : today).AddYears(CertificateYears);

    /// <summary>Last day of a benefit that begins on a day and is granted today: the earliest of those the law names; null where it names none.</summary>
    public DateOnly? EndOf(DateOnly from, DateOnly today, IReadOnlyList<FieldAnswer> answers)
    {
        DateOnly?[] ends =
        [
            LastsMonths is { } months ? from.AddMonths(months).AddDays(-1) : null,
            UntilAge is { } age && AnswerTo(age.Field, answers) is { } born ? DateOnly.ParseExact(born, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddYears(age.Years).AddDays(-1) : null,
            EndsWithCertificate ? CertifiedUntil(from, today) : null,
        ];
        return ends.Min();
    }

    public static BenefitKind Read(PackNode node, IEnumerable<string> documents, IReadOnlyDictionary<string, AnswerForm> forms)
    {
        var kind = new BenefitKind
        {
            Code = node.Text("code", "^[a-z-]+$"),
            Name = node.Localized("name"),
            Fields = node.Table("fields", field => field.Code, field => BenefitField.Read(field, forms)),
            Documents = node.Texts("documents"),
            MonthlyAmount = node.OptionalNumber("monthlyAmount", 0.01m),
            IdentifiedBy = [.. node.Texts("identifiedBy").Select(together => together.Split(" + "))],
            LastsMonths = (int?)node.OptionalNumber("lastsMonths", 1, 1200),
            UntilAge = node.OptionalSection("untilAge", age => new AgeLimit(age.Text("field"), (int)age.Number("years", 1, 150))),
            EndsWithCertificate = node.OptionalText("endsWithCertificate", "^true$") is not null,
            Certificate = node.Has("certificate") ? node.Enum<CertificateKind>("certificate") : null,
            CertificateYears = node.Has("certificate") ? (int)node.Number("certificateYears", 1, 100) : 0,
            AppealWithinDays = (int)node.Number("appealWithinDays", 1, 3660),
            LegalReference = node.Text("legalReference"),
        };
        foreach (var unknown in kind.Documents.Except(documents))
            node.Fault("documents", $"there is no document '{unknown}'");
        foreach (var unknown in kind.IdentifiedBy.SelectMany(fields => fields).Except(kind.Fields.Keys))
            node.Fault("identifiedBy", $"there is no field '{unknown}'");
        if (kind.CanRepeat && !kind.IdentifiedBy.Any(fields => fields.All(field => kind.Fields.GetValueOrDefault(field) is { IsOptional: false })))
            node.Fault("identifiedBy", "one of them must be answered by everybody");
        if (kind.UntilAge is { } age && kind.Fields.GetValueOrDefault(age.Field) is not { Type: FieldType.Date, IsOptional: false })
            node.Fault("untilAge", $"'{age.Field}' is no date that everybody answers");
        if (kind.EndsWithCertificate && kind.Certificate is null)
            node.Fault("endsWithCertificate", "no certificate comes with it");
        return kind;
    }

    private static string? AnswerTo(string field, IReadOnlyList<FieldAnswer> answers) => answers.FirstOrDefault(answer => answer.Field == field)?.Value;
}

/// <summary>The age that somebody reaches whose day of birth a field asks for.</summary>
internal sealed record AgeLimit(string Field, int Years);
