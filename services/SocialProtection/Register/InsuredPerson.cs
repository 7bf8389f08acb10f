using System.Globalization;
using Portal.ServiceDefaults.CountryPacks;

namespace Portal.SocialProtection.Register;

/// <summary>A person in the fund's register.</summary>
public sealed class InsuredPerson
{
    /// <summary>The person's number.</summary>
    public required string Id { get; init; }

    /// <summary>Full name.</summary>
    public required string Name { get; init; }

    /// <summary>Date of birth.</summary>
    public required DateOnly Born { get; init; }

    /// <summary>What the fund has certified.</summary>
    public required IReadOnlyList<Certificate> Certificates { get; init; }

    /// <summary>A disability certificate that holds on <paramref name="day"/>.</summary>
    internal Certificate? DisabilityCertificateOn(DateOnly day) =>
        Certificates.FirstOrDefault(certificate => certificate.Kind == CertificateKind.Disability && certificate.ValidFrom <= day && day <= certificate.ValidUntil);

    /// <summary>The demonstration's register: <c>social-protection.yaml</c> of the pack.</summary>
    internal static IReadOnlyList<InsuredPerson> ReadRegister(PackNode node, CountryPack country) =>
        [.. node.Table("persons", person => person.Id, person => Read(person, country)).Values];

    private static InsuredPerson Read(PackNode node, CountryPack country)
    {
        var id = node.Text("id");
        if (!country.PersonId.Matches(id))
            node.Fault("id", $"'{id}' is not a {country.PersonId.Name}");
        return new InsuredPerson { Id = id, Name = node.Text("name"), Born = node.Date("born"), Certificates = node.List("certificates", Certificate.Read) };
    }
}

/// <summary>A certificate of the fund.</summary>
public sealed class Certificate
{
    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>Number of the person it is about.</summary>
    public string PersonId { get; private init; } = "";

    /// <summary>What it certifies.</summary>
    public required CertificateKind Kind { get; init; }

    /// <summary>Degree of disability, 1 the most severe.</summary>
    public int? Degree { get; init; }

    /// <summary>First day on which it holds.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day on which it holds.</summary>
    public required DateOnly ValidUntil { get; init; }

    internal static Certificate Read(PackNode node)
    {
        var certificate = new Certificate
        {
            Number = node.Text("number"), Kind = node.Enum<CertificateKind>("kind"), Degree = (int?)node.OptionalNumber("degree", 1, 4),
            ValidFrom = node.Date("validFrom"), ValidUntil = node.Date("validUntil"),
        };
        if (certificate.ValidUntil < certificate.ValidFrom)
            node.Fault("validUntil", string.Create(CultureInfo.InvariantCulture, $"{certificate.ValidUntil:O} is before {certificate.ValidFrom:O}"));
        return certificate;
    }
}

/// <summary>Kinds of certificates.</summary>
public enum CertificateKind
{
    /// <summary>Disability, with its degree.</summary>
    Disability,
}
