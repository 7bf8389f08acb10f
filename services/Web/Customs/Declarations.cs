namespace Portal.Web.Customs;

/// <summary>A declaration, as customs tells it to its declarant or to an officer.</summary>
public sealed record Declaration
{
    /// <summary>Where a declaration can stand.</summary>
    public static readonly IReadOnlyList<string> Statuses =
        ["registered", "awaiting-confirmation", "awaiting-payment", "under-documentary-check", "under-examination", "documents-requested", "checked", "released", "cleared", "rejected", "cancelled"];

    /// <summary>Movement reference number.</summary>
    public required string Mrn { get; init; }

    /// <summary>Trader, or person for a private importer.</summary>
    public required string DeclarantId { get; init; }

    /// <summary>Where it stands, such as <c>awaiting-payment</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Since when (UTC).</summary>
    public required DateTime StatusSince { get; init; }

    /// <summary>Risk lane; absent until assessed.</summary>
    public string? Lane { get; init; }

    /// <summary>1 as lodged; one more with every amendment.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was lodged (UTC).</summary>
    public required DateTime LodgedAt { get; init; }

    /// <summary>What was declared.</summary>
    public required DeclaredData Data { get; init; }

    /// <summary>What is due.</summary>
    public Assessment? Assessment { get; init; }

    /// <summary>Whether it has been debited.</summary>
    public required bool IsPaid { get; init; }

    /// <summary>What other institutions were asked.</summary>
    public required IReadOnlyList<Confirmation> Confirmations { get; init; }

    /// <summary>Document types that must still be handed in.</summary>
    public required IReadOnlyList<string> MissingDocuments { get; init; }

    /// <summary>By then (UTC).</summary>
    public DateTime? DocumentsDeadline { get; init; }

    /// <summary>How many notifications there are.</summary>
    public required int NotificationCount { get; init; }

    /// <summary>What the declarant may do now.</summary>
    public required IReadOnlyList<string> AllowedActions { get; init; }

    /// <summary>What the officer may decide now.</summary>
    public IReadOnlyList<string>? AllowedDecisions { get; init; }

    /// <summary>Documents handed in, oldest first.</summary>
    public IReadOnlyList<DeclarationDocument>? Documents { get; init; }

    /// <summary>Why it got its lane; for officers.</summary>
    public Risk? Risk { get; init; }

    /// <summary>What officers decided; for officers.</summary>
    public IReadOnlyList<Decision>? Decisions { get; init; }

    /// <summary>Another text whenever its page would look different.</summary>
    public string Version => FormattableString.Invariant($"{Status} {StatusSince:O} {Revision} {Lane} {IsPaid} {NotificationCount} {MissingDocuments.Count} {Documents?.Count} {Decisions?.Count} {Confirmations.Count(asked => asked.Holds is not null)}");
}

/// <summary>What was declared; names as in the request.</summary>
public sealed record DeclaredData(string FunctionalReferenceId, string Type, string ProcedureCode, string CustomsOffice, Party Exporter, Party Importer, string CountryOfDispatch, string CountryOfDestination,
    string Incoterm, int TransportMode, int TotalPackages, decimal GrossMass, decimal InvoiceAmount, string InvoiceCurrency, IReadOnlyList<GoodsItem> GoodsItems);

/// <summary>Exporter or importer.</summary>
public sealed record Party(string? Id, string Name);

/// <summary>Goods of one kind.</summary>
public sealed record GoodsItem(int Sequence, string CommodityCode, string Description, string CountryOfOrigin, decimal NetMass, decimal ItemPrice, IReadOnlyList<NamedDocument> AdditionalDocuments,
    string? ReliefCode);

/// <summary>A document named in the declaration.</summary>
public sealed record NamedDocument(string Code, string Reference);

/// <summary>A document handed in.</summary>
public sealed record DeclarationDocument(Guid Id, string Code, string FileName, int Size, DateTime UploadedAt);

/// <summary>What is due, line by line, in national currency.</summary>
public sealed record Assessment(DateOnly Day, string Currency, decimal ExchangeRate, decimal CustomsValue, IReadOnlyList<ItemAssessment> Items, IReadOnlyList<ChargeLine> Charges, decimal Total);

/// <summary>What is due on one goods item.</summary>
public sealed record ItemAssessment(int Sequence, string CommodityCode, decimal CustomsValue, IReadOnlyList<ChargeLine> Charges);

/// <summary>A charge with how it was worked out.</summary>
public sealed record ChargeLine(string Code, decimal? Base, IReadOnlyList<string>? BaseParts, decimal? Rate, decimal Amount, decimal? Relieved, string? ReliefCode, string LegalReference);

/// <summary>A fact another institution was asked for.</summary>
public sealed record Confirmation(string Institution, string Question, bool IsLate, bool? Holds);

/// <summary>The rules that hit, and the draw.</summary>
public sealed record Risk(string Lane, IReadOnlyList<RiskHit> Hits, int Draw, string DrawnLane);

/// <summary>A rule that hit.</summary>
public sealed record RiskHit(string Rule, IReadOnlyDictionary<string, string>? Name, string Lane);

/// <summary>What an officer decided.</summary>
public sealed record Decision(string Kind, string Outcome, string Remark, string Officer, string? OfficerName, DateTime At, DateTime? Deadline);

/// <summary>What the declarant was told.</summary>
public sealed record Notification(string Code, DateTime At, string? Reason, string? Remark, decimal? Amount, DateTime? Deadline);

/// <summary>A line of a list of declarations.</summary>
public sealed record DeclarationLine(string Mrn, string FunctionalReferenceId, string DeclarantId, string? DeclarantName, string Type, string Status, DateTime StatusSince, string? Lane, string CustomsOffice,
    DateTime LodgedAt, decimal? CustomsValue, string? Task);
