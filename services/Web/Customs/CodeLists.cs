using Portal.Web.Services;

namespace Portal.Web.Customs;

/// <summary>The codes of declarations with their names, as customs lists them.</summary>
public sealed record CodeLists
{
    /// <summary>Customs offices.</summary>
    public required IReadOnlyList<NamedCode> Offices { get; init; }

    /// <summary>Procedures, each for one type of declaration.</summary>
    public required IReadOnlyList<NamedCode> Procedures { get; init; }

    /// <summary>Document types.</summary>
    public required IReadOnlyList<NamedCode> Documents { get; init; }

    /// <summary>Reliefs.</summary>
    public required IReadOnlyList<Relief> Reliefs { get; init; }

    /// <summary>Duties, taxes and fees.</summary>
    public required IReadOnlyList<NamedCode> Charges { get; init; }

    /// <summary>Countries.</summary>
    public required IReadOnlyList<NamedCode> Countries { get; init; }

    /// <summary>Currencies with a rate today.</summary>
    public required IReadOnlyList<NamedCode> Currencies { get; init; }

    /// <summary>Modes of transport.</summary>
    public required IReadOnlyList<NamedCode> TransportModes { get; init; }

    /// <summary>Terms of delivery.</summary>
    public required IReadOnlyList<NamedCode> Incoterms { get; init; }

    /// <summary>Methods of valuation.</summary>
    public required IReadOnlyList<NamedCode> ValuationMethods { get; init; }

    /// <summary>Units of the tariff.</summary>
    public required IReadOnlyList<NamedCode> Units { get; init; }
}

/// <summary>A reason in law why charges are not due.</summary>
public sealed record Relief(string Code, IReadOnlyDictionary<string, string> Name, string Document);

/// <summary>The code lists, kept for some minutes.</summary>
public sealed class CodeBook(AgencyClient agencies, TimeProvider clock) : KeptAnswer<CodeLists>(agencies, clock, CustomsAuthority.Service, $"{CustomsAuthority.Api}/code-lists");
