namespace Portal.SocialProtection.Register;

/// <summary>A certificate of the fund.</summary>
public sealed class Certificate
{
    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>Number of the person it is about.</summary>
    public required string PersonId { get; init; }

    /// <summary>What it certifies.</summary>
    public required CertificateKind Kind { get; init; }

    /// <summary>Degree of disability, 1 the most severe.</summary>
    public int? Degree { get; init; }

    /// <summary>First day on which it holds.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day on which it holds.</summary>
    public required DateOnly ValidUntil { get; set; }
}

/// <summary>Kinds of certificates.</summary>
public enum CertificateKind
{
    /// <summary>Disability, with its degree.</summary>
    Disability,

    /// <summary>That somebody is insured.</summary>
    InsuredStatus,

    /// <summary>That somebody receives a pension.</summary>
    Pension,

    /// <summary>That somebody has lost the breadwinner.</summary>
    Survivor,
}
