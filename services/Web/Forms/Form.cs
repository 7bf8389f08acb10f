using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.Web.Languages;
using Portal.Web.Services;

namespace Portal.Web.Forms;

/// <summary>A form: its questions, what was typed, and what is wrong with it. It writes the JSON that a service takes.</summary>
public sealed class Form
{
    /// <summary>Name of the hidden box with the idempotency key: a form that is sent twice is carried out once.</summary>
    public const string KeyName = "form-key";

    /// <summary>Name of the language switcher's buttons: they carry what was typed to the page in the other language.</summary>
    public const string LanguageName = "form-language";

    /// <summary>Name of the hidden box with the version that the form shows.</summary>
    public const string VersionName = "form-version";

    /// <summary>Name of the buttons that go and look something up for a question.</summary>
    public const string LookupName = "form-lookup";

    private static readonly string[] DateParts = ["year", "month", "day"];

    private readonly Words words;
    private readonly CountryPack country;
    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);
    private readonly List<FormFault> faults = [];

    /// <summary>A form that shows <paramref name="body"/>.</summary>
    public Form(IReadOnlyList<Field> fields, JsonObject body, Words words, CountryPack country) =>
        (Fields, Body, this.words, this.country) = (fields, body, words, country);

    /// <summary>Its questions in order.</summary>
    public IReadOnlyList<Field> Fields { get; set; }

    /// <summary>The request so far. What could not be read as a number or date is in it as typed; the service says what is wrong.</summary>
    public JsonObject Body { get; }

    /// <summary>Idempotency key of this form.</summary>
    public Guid Key { get; private set; } = Guid.CreateVersion7();

    /// <summary>Version of what it shows, so that of two windows the later one is told; null where that does not matter.</summary>
    public string? Version { get; set; }

    /// <summary>What is wrong with the answers, in the order of the questions.</summary>
    public IEnumerable<FormFault> Faults => faults.OrderBy(fault => Position(fault.Id));

    /// <summary>What is wrong with the whole, in words.</summary>
    public string? Problem { get; set; }

    /// <summary>What the button says.</summary>
    public string Submit { get; init; } = "form.continue";

    /// <summary>Whether the page has it, as far as it is written: a page may have nothing to send.</summary>
    public bool IsShown { get; set; }

    /// <summary>Whether it must be mended.</summary>
    public bool IsFaulty => Problem is not null || faults.Count > 0;

    /// <summary>Whether a file goes with it.</summary>
    public bool HasFile => Fields.Any(question => question.Kind == FieldKind.File);

    /// <summary>What a box shows: as typed, else as the language writes what the request holds.</summary>
    public string Value(Field field) => typed.GetValueOrDefault(field.Pointer) ?? Body.At(field.Pointer) switch
    {
        null => "",
        JsonValue value when field.Kind == FieldKind.Number && value.TryGetValue<decimal>(out var number) => words.Digits(Plain(number)),
        var node => node.ToString(),
    };

    /// <summary>Whether a choice is chosen.</summary>
    public bool IsChosen(Field field, string value) => Body.At(field.Pointer) is JsonArray many ? many.Any(one => one?.ToString() == value) : Value(field) == value;

    /// <summary>Day, month or year of a date: as typed, else as the country's calendar has it.</summary>
    public string DatePart(Field field, string part)
    {
        if (typed.TryGetValue($"{field.Pointer}.{part}", out var text))
            return text;
        if (!DateOnly.TryParseExact(Body.At(field.Pointer)?.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return "";
        var (year, month, day) = NationalCalendar.Parts(date, country.Calendar);
        var number = (part switch { "day" => day, "month" => month, _ => year }).ToString(CultureInfo.InvariantCulture);
        return part == "month" ? number : words.Digits(number);
    }

    /// <summary>The fault of a question, in words.</summary>
    public string? FaultOf(Field field) => faults.FirstOrDefault(fault => fault.Id == field.Id)?.Words;

    /// <summary>Takes what was typed.</summary>
    public void Take(IFormCollection form)
    {
        if (Guid.TryParse(form[KeyName], out var key))
            Key = key;
        if (form[VersionName].ToString() is { Length: > 0 } version)
            Version = version;
        foreach (var field in Fields.Where(field => field.Kind != FieldKind.File))
            Body.Put(field.Pointer, Read(field, form));
    }

    /// <summary>Takes what stands in the address.</summary>
    public void Take(IQueryCollection query) => Take(new FormCollection(new Dictionary<string, StringValues>(query)));

    /// <summary>Takes what a service found wrong. What belongs to no question here is said above the form.</summary>
    public Form Blame(Answer answer) => Blame(answer, answer.Faults);

    /// <summary>The same with those of its faults that are to be told, or with their places as they are here.</summary>
    public Form Blame(Answer answer, IEnumerable<RequestFault> told)
    {
        // Nothing was carried out; what is sent next is another request.
        Key = Guid.CreateVersion7();
        if (answer.Faults.Count == 0)
            Problem = words.Find($"problem.{answer.Code}") ?? words["problem.error"];
        foreach (var fault in told)
            Blame(fault);
        if (faults.Count == 0)
            Problem ??= words["problem.error"];
        return this;
    }

    /// <summary>Takes the faults that belong to its questions; others are left for other pages.</summary>
    public void BlameOwn(IEnumerable<RequestFault> found)
    {
        foreach (var fault in found.Where(fault => FieldOf(fault.Pointer) is not null))
            Blame(fault);
    }

    /// <summary>Notes a fault.</summary>
    public void Blame(string pointer, string code) => Blame(new RequestFault(pointer, code, null));

    private void Blame(RequestFault fault)
    {
        var field = FieldOf(fault.Pointer);
        var text = FaultWords.Of(fault, words, field);
        if (field is not null)
            faults.Add(new(field.Id, field.Label ?? words[field.Text], text));
        else
            Problem ??= $"{fault.Pointer.Trim('/')}: {text}";
    }

    private Field? FieldOf(string pointer) => Fields.FirstOrDefault(field => field.Pointer == pointer || field.Pointer.TrimStart('/') == pointer || pointer.StartsWith(field.Pointer + "/", StringComparison.Ordinal));

    private int Position(string id) => Fields.TakeWhile(field => field.Id != id).Count();

    private JsonNode? Read(Field field, IFormCollection form)
    {
        if (field.Kind == FieldKind.Date)
            return ReadDate(field, form);
        if (field.Kind == FieldKind.Checks)
            return form[field.Pointer] is { Count: > 0 } many ? new JsonArray([.. many.Select(one => JsonValue.Create(one))]) : null;
        if (field.Kind == FieldKind.Check)
            return form[field.Pointer].Count > 0;
        var text = Clean(form[field.Pointer], field.Kind);
        typed[field.Pointer] = text;
        if (text.Length == 0)
            return null;
        return (field.Kind == FieldKind.Number || field.Numeric) && Numbers.Read(text, words.Language) is { } number ? JsonValue.Create(number) : JsonValue.Create(text);
    }

    private JsonValue? ReadDate(Field field, IFormCollection form)
    {
        var parts = DateParts.Select(part => typed[$"{field.Pointer}.{part}"] = Clean(form[$"{field.Pointer}.{part}"], FieldKind.Code)).ToArray();
        if (parts.All(part => part.Length == 0))
            return null;
        return parts.All(part => int.TryParse(Digits.Fold(part), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            && parts.Select(part => int.Parse(Digits.Fold(part), CultureInfo.InvariantCulture)).ToArray() is [var year, var month, var day]
            && NationalCalendar.Date(year, month, day, country.Calendar) is { } date
            ? JsonValue.Create(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : JsonValue.Create(string.Join('-', parts));
    }

    private static string Clean(StringValues typed, FieldKind kind) => kind == FieldKind.Area ? typed.ToString().ReplaceLineEndings("\n").Trim() : typed.ToString().Trim();

    private string Plain(decimal number) => number.ToString("0.#########", CultureInfo.InvariantCulture).Replace('.', words.Language.DecimalSign);
}

/// <summary>A fault beside its question.</summary>
/// <param name="Id">Id of the box.</param>
/// <param name="Label">The question.</param>
/// <param name="Words">What is wrong.</param>
public sealed record FormFault(string Id, string Label, string Words)
{
    /// <summary>Both in one line.</summary>
    public string Line => Label[^1] is '?' or '؟' ? $"{Label} {Words}" : $"{Label}: {Words}";
}
