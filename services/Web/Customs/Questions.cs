using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Web.Forms;
using Portal.Web.Languages;
using Portal.Web.Services;

namespace Portal.Web.Customs;

/// <summary>The questions of a declaration, page by page. What is asked depends on what was answered before.</summary>
/// <param name="codes">What one may choose from.</param>
/// <param name="words">The language of the page.</param>
/// <param name="body">The declaration so far.</param>
/// <param name="amends">Whether it corrects a lodged declaration, whose type and reference stay.</param>
public sealed class Questions(CodeLists codes, Words words, JsonObject body, bool amends)
{
    /// <summary>Directions of goods.</summary>
    public static readonly IReadOnlyList<string> Types = ["import", "export", "transit"];

    /// <summary>The direction of the goods: the first question.</summary>
    public Field Type => new("/type", "ask.type", FieldKind.Radios) { Options = [.. Types.Select(type => new Choice(type, words[$"type.{type}"], words[$"ask.type.{type}"]))] };

    /// <summary>What the pages filled in by themselves when the declaration was begun.</summary>
    public JsonObject Begun { get; init; } = [];

    /// <summary>Number of goods items.</summary>
    public int Items => (body["goodsItems"] as JsonArray)?.Count ?? 0;

    /// <summary>About the consignment as a whole.</summary>
    public IReadOnlyList<Section> Consignment =>
    [
        .. amends ? [] : new[]
        {
            new Section("start", [Type, new("/functionalReferenceId", "ask.reference", FieldKind.Code) { Width = 24 }]),
        },
        new("procedure", [new("/procedureCode", "ask.procedure", FieldKind.Radios)
        {
            Options = [.. codes.Procedures.Where(procedure => body["type"] is null || procedure.Type == body["type"]!.ToString()).Select(procedure => new Choice(procedure.Code, words.Name(procedure.Name), words.Digits(procedure.Code)))],
        }]),
        new("transport",
        [
            new("/customsOffice", "ask.office", FieldKind.Select) { Options = Of(codes.Offices) },
            new("/transportMode", "ask.transport", FieldKind.Radios) { Options = Of(codes.TransportModes), Numeric = true },
        ]),
        Party("exporter"),
        Party("importer"),
        new("countries", [Country("/countryOfDispatch", "ask.dispatch"), Country("/countryOfDestination", "ask.destination")]),
        new("value",
        [
            new("/incoterm", "ask.incoterm", FieldKind.Select) { Options = Of(codes.Incoterms) },
            new("/invoiceCurrency", "ask.currency", FieldKind.Select) { Options = Of(codes.Currencies) },
            new("/freight", "ask.freight", FieldKind.Number) { Width = 14, Optional = true },
            new("/insurance", "ask.insurance", FieldKind.Number) { Width = 14, Optional = true },
        ]),
    ];

    /// <summary>About one goods item.</summary>
    /// <param name="index">From 0.</param>
    public IReadOnlyList<Section> Item(int index)
    {
        var at = Place(index);
        var unit = body.At($"{at}/supplementaryUnit")?.ToString();
        return
        [
            new("goods", [Commodity($"{at}/commodityCode"), new($"{at}/description", "ask.description"), Country($"{at}/countryOfOrigin", "ask.origin")]),
            new("quantity",
            [
                new($"{at}/packages", "ask.packages", FieldKind.Number) { Width = 8 },
                new($"{at}/grossMass", "ask.gross-mass", FieldKind.Number) { Width = 12, Unit = words.Name(codes.Units, "kg") },
                new($"{at}/netMass", "ask.net-mass", FieldKind.Number) { Width = 12, Unit = words.Name(codes.Units, "kg") },
                .. unit is null ? [] : new Field[] { new($"{at}/supplementaryQuantity", "ask.quantity", FieldKind.Number) { Width = 12, Unit = words.Name(codes.Units, unit) } },
            ]),
            new("price",
            [
                new($"{at}/itemPrice", "ask.price", FieldKind.Number) { Width = 14, Unit = body["invoiceCurrency"]?.ToString() },
                new($"{at}/valuationMethod", "ask.valuation", FieldKind.Radios) { Options = Of(codes.ValuationMethods), Numeric = true },
            ]),
            new("more",
            [
                .. body["type"]?.ToString() is "export" or "transit" ? [] : new Field[] { Relief($"{at}/reliefCode") },
                new($"{at}/previousDocument", "ask.previous", FieldKind.Code) { Width = 24, Optional = true },
            ]),
        ];
    }

    /// <summary>The same, and the list of its documents.</summary>
    public IEnumerable<Section> ItemWithDocuments(int index) => Item(index).Append(new("documents", [new($"{Place(index)}/additionalDocuments", "section.documents", FieldKind.Checks)]));

    /// <summary>How far a page has got. Nothing is wrong where nothing stands, and what the pages filled in by themselves is no beginning.</summary>
    public TaskState StateOf(Section section, IEnumerable<RequestFault> faults)
    {
        var answers = section.Fields.Where(field => Stands(field.Pointer)).ToList();
        var own = faults.Where(section.Owns).ToList();
        if (!own.All(Misses))
            return TaskState.Problem;
        if (own.Count == 0)
            return answers.Count > 0 ? TaskState.Done : TaskState.Optional;
        return answers.Any(field => body.At(field.Pointer)!.ToString() != Begun.At(field.Pointer)?.ToString()) ? TaskState.Unfinished : TaskState.New;
    }

    /// <summary>Whether an answer is missing rather than wrong.</summary>
    public bool Misses(RequestFault fault) => fault.Code == "required" || (fault.Pointer.StartsWith("/goodsItems/", StringComparison.Ordinal) && !Stands(fault.Pointer));

    /// <summary>How far an item has got.</summary>
    public TaskState StateOfItem(int index, IReadOnlyList<RequestFault> faults)
    {
        var states = ItemWithDocuments(index).Select(section => StateOf(section, faults)).ToList();
        return states.Contains(TaskState.Problem) ? TaskState.Problem : states.Any(state => state is TaskState.New or TaskState.Unfinished) ? TaskState.Unfinished : TaskState.Done;
    }

    /// <summary>About one document of a goods item.</summary>
    public Section Document(int item, int index)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"{Place(item)}/additionalDocuments/{index}");
        return new("document",
        [
            new($"{at}/code", "ask.document", FieldKind.Select) { Options = Of(codes.Documents) },
            new($"{at}/reference", "ask.document-reference", FieldKind.Code) { Width = 24 },
        ]);
    }

    /// <summary>The commodity code, with help to find it.</summary>
    public static Field Commodity(string pointer) => new(pointer, "ask.commodity", FieldKind.Code) { Width = 14, Enhance = "tariff-search", Lookup = "ask.commodity.search" };

    /// <summary>A country to choose, by its name in the language of the page.</summary>
    public Field Country(string pointer, string text, bool optional = false) => new(pointer, text, FieldKind.Select)
    {
        Options = [.. Of(codes.Countries).OrderBy(country => country.Words, StringComparer.Create(words.Language.Culture, ignoreCase: true))], Optional = optional,
    };

    /// <summary>A relief to claim.</summary>
    public Field Relief(string pointer) => new(pointer, "ask.relief", FieldKind.Select)
    {
        Options = [.. codes.Reliefs.Select(relief => new Choice(relief.Code, words.Name(relief.Name)))], Optional = true,
    };

    /// <summary>Where a goods item stands in the declaration.</summary>
    public static string Place(int index) => string.Create(CultureInfo.InvariantCulture, $"/goodsItems/{index}");

    private bool Stands(string pointer) => body.At(pointer) is not (null or JsonArray { Count: 0 });

    private Section Party(string role) => new(role,
    [
        new($"/{role}/name", "ask.party-name") { Autocomplete = "organization" },
        Country($"/{role}/country", "ask.party-country", optional: true),
        new($"/{role}/id", "ask.party-id", FieldKind.Code) { Width = 24, Optional = true },
    ]);

    private IReadOnlyList<Choice> Of(IEnumerable<NamedCode> list) => [.. list.Select(named => new Choice(named.Code, words.Name(named.Name)))];
}

/// <summary>A page of questions.</summary>
/// <param name="Name">In addresses, and in texts behind <c>section.</c>.</param>
/// <param name="Fields">Its questions.</param>
public sealed record Section(string Name, IReadOnlyList<Field> Fields)
{
    /// <summary>Whether a fault is about one of its questions.</summary>
    public bool Owns(RequestFault fault) => Fields.Any(field => fault.Pointer == field.Pointer || fault.Pointer.StartsWith(field.Pointer + "/", StringComparison.Ordinal));
}

/// <summary>How far a task has got.</summary>
public enum TaskState
{
    /// <summary>Nobody has answered anything.</summary>
    New,

    /// <summary>Answers are missing.</summary>
    Unfinished,

    /// <summary>An answer is wrong.</summary>
    Problem,

    /// <summary>Nothing is answered, and nothing need be.</summary>
    Optional,

    /// <summary>All is well.</summary>
    Done,
}
