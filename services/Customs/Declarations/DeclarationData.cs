using System.ComponentModel.DataAnnotations;
using Portal.ServiceDefaults.Http;

namespace Portal.Customs.Declarations;

/// <summary>What a declarant declares. Names follow the World Customs Organization data model.</summary>
public sealed record DeclarationData
{
    /// <summary>The trader's own reference ("LRN"), unique for each declarant.</summary>
    [Required, Code, MaxLength(22), Form("reference", "^[0-9A-Za-z/._-]+$")]
    public string FunctionalReferenceId { get; init; } = "";

    /// <summary>Import, export or transit.</summary>
    [Required]
    public DeclarationType Type { get; init; }

    /// <summary>Requested and previous procedure, such as 4000 release for free circulation.</summary>
    [Required, Code, Form("procedure-code", "^[0-9]{4}$")]
    public string ProcedureCode { get; init; } = "";

    /// <summary>Code of the customs office.</summary>
    [Required, Code, MaxLength(12)]
    public string CustomsOffice { get; init; } = "";

    /// <summary>Who sends the goods.</summary>
    [Required]
    public Party Exporter { get; init; } = new();

    /// <summary>Who receives the goods.</summary>
    [Required]
    public Party Importer { get; init; } = new();

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [Required, Code, Form("country-code", "^[A-Z]{2}$")]
    public string CountryOfDispatch { get; init; } = "";

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [Required, Code, Form("country-code", "^[A-Z]{2}$")]
    public string CountryOfDestination { get; init; } = "";

    /// <summary>Incoterms 2020: who pays carriage and insurance, and so what the customs value adds to the price.</summary>
    [Required]
    public Incoterm Incoterm { get; init; }

    /// <summary>1 sea, 2 rail, 3 road, 4 air (UN/ECE Recommendation 19).</summary>
    [Required, Range(1, 4)]
    public int TransportMode { get; init; }

    /// <summary>Number of packages; the sum over the goods items.</summary>
    [Required, Range(1, 9_999_999)]
    public int TotalPackages { get; init; }

    /// <summary>Kilograms; the sum over the goods items.</summary>
    [Required, Range(typeof(decimal), "0.001", "999999999", ParseLimitsInInvariantCulture = true)]
    public decimal GrossMass { get; init; }

    /// <summary>Invoice total in <see cref="InvoiceCurrency"/>; the sum of the item prices.</summary>
    [Required, Range(typeof(decimal), "0.01", "99999999999", ParseLimitsInInvariantCulture = true)]
    public decimal InvoiceAmount { get; init; }

    /// <summary>ISO 4217; also the currency of freight and insurance.</summary>
    [Required, Code, Form("currency-code", "^[A-Z]{3}$")]
    public string InvoiceCurrency { get; init; } = "";

    /// <summary>Cost of carriage to the border.</summary>
    [Range(typeof(decimal), "0", "99999999999", ParseLimitsInInvariantCulture = true)]
    public decimal Freight { get; init; }

    /// <summary>Cost of insurance.</summary>
    [Range(typeof(decimal), "0", "99999999999", ParseLimitsInInvariantCulture = true)]
    public decimal Insurance { get; init; }

    /// <summary>At least one, at most 999.</summary>
    [Required, MinLength(1), MaxLength(999)]
    public IReadOnlyList<GoodsItem> GoodsItems { get; init; } = [];
}

/// <summary>A party to the trade.</summary>
public sealed record Party
{
    /// <summary>Trader or person number, where the party has one.</summary>
    [Code, MaxLength(35)]
    public string? Id { get; init; }

    /// <summary>Full name.</summary>
    [Required, MaxLength(140)]
    public string Name { get; init; } = "";

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [Code, Form("country-code", "^[A-Z]{2}$")]
    public string? Country { get; init; }
}

/// <summary>Goods of one kind in the consignment.</summary>
public sealed record GoodsItem
{
    /// <summary>1, 2, 3, ...</summary>
    [Required, Range(1, 999)]
    public int Sequence { get; init; }

    /// <summary>HS subheading of 6 digits, or its national subdivision of up to 10.</summary>
    [Required, Code, Form("commodity-code", "^[0-9]{6,10}$")]
    public string CommodityCode { get; init; } = "";

    /// <summary>What the goods are, in the trade's own words.</summary>
    [Required, MaxLength(280)]
    public string Description { get; init; } = "";

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [Required, Code, Form("country-code", "^[A-Z]{2}$")]
    public string CountryOfOrigin { get; init; } = "";

    /// <summary>Kilograms with packing.</summary>
    [Required, Range(typeof(decimal), "0.001", "999999999", ParseLimitsInInvariantCulture = true)]
    public decimal GrossMass { get; init; }

    /// <summary>Kilograms without packing; not over the gross mass.</summary>
    [Required, Range(typeof(decimal), "0.001", "999999999", ParseLimitsInInvariantCulture = true)]
    public decimal NetMass { get; init; }

    /// <summary>Quantity in the tariff's own unit, such as pieces or litres.</summary>
    [Range(typeof(decimal), "0.001", "999999999", ParseLimitsInInvariantCulture = true)]
    public decimal? SupplementaryQuantity { get; init; }

    /// <summary>The tariff's unit for the commodity.</summary>
    [Code, MaxLength(5)]
    public string? SupplementaryUnit { get; init; }

    /// <summary>Price of the item in the invoice currency.</summary>
    [Required, Range(typeof(decimal), "0.01", "99999999999", ParseLimitsInInvariantCulture = true)]
    public decimal ItemPrice { get; init; }

    /// <summary>1 to 6, in the order of the WTO Valuation Agreement; 1 is the price paid.</summary>
    [Range(1, 6)]
    public int ValuationMethod { get; init; } = 1;

    /// <summary>Number of packages.</summary>
    [Required, Range(0, 9_999_999)]
    public int Packages { get; init; }

    /// <summary>Documents that go with the item.</summary>
    [MaxLength(99)]
    public IReadOnlyList<AdditionalDocument> AdditionalDocuments { get; init; } = [];

    /// <summary>MRN of the declaration the goods were under before.</summary>
    [Code, MaxLength(35)]
    public string? PreviousDocument { get; init; }

    /// <summary>The relief claimed, as the country names it.</summary>
    [Code, MaxLength(40)]
    public string? ReliefCode { get; init; }
}

/// <summary>A document named in the declaration; its copy is uploaded when customs asks.</summary>
public sealed record AdditionalDocument
{
    /// <summary>Document type, such as N380 for a commercial invoice.</summary>
    [Required, Code, MaxLength(8)]
    public string Code { get; init; } = "";

    /// <summary>Its number.</summary>
    [Required, Code, MaxLength(70)]
    public string Reference { get; init; } = "";
}

/// <summary>Direction of the goods.</summary>
public enum DeclarationType
{
    /// <summary>Into the country.</summary>
    Import,

    /// <summary>Out of the country.</summary>
    Export,

    /// <summary>Through the country.</summary>
    Transit,
}

/// <summary>Incoterms 2020 of the International Chamber of Commerce.</summary>
public enum Incoterm
{
    /// <summary>Ex works.</summary>
    Exw,

    /// <summary>Free carrier.</summary>
    Fca,

    /// <summary>Free alongside ship.</summary>
    Fas,

    /// <summary>Free on board.</summary>
    Fob,

    /// <summary>Cost and freight.</summary>
    Cfr,

    /// <summary>Carriage paid to.</summary>
    Cpt,

    /// <summary>Cost, insurance and freight.</summary>
    Cif,

    /// <summary>Carriage and insurance paid to.</summary>
    Cip,

    /// <summary>Delivered at place.</summary>
    Dap,

    /// <summary>Delivered at place unloaded.</summary>
    Dpu,

    /// <summary>Delivered duty paid.</summary>
    Ddp,
}
