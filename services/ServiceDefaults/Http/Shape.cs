using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Portal.ServiceDefaults.Http;

/// <summary>What JSON a request type takes: its members, their types and validation attributes, worked out once.</summary>
internal sealed class Shape
{
    /// <summary>How requests are read: camelCase, numbers as numbers, enums by lower-kebab name, codes folded.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { FoldCodes } },
    };

    private static readonly ConcurrentDictionary<Type, Shape> Known = new();

    private readonly Dictionary<string, Member> members;

    private Shape(Type type) =>
        members = Options.GetTypeInfo(type).Properties.ToDictionary(property => property.Name, property => new Member(property), StringComparer.Ordinal);

    public static Shape Of(Type type) => Known.GetOrAdd(type, known => new Shape(known));

    public void Check(JsonElement element, string pointer, Faults faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(pointer, "wrong-type", "An object is expected.", expected: "object");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            var place = $"{pointer}/{property.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (members.TryGetValue(property.Name, out var member))
                member.Check(property.Value, place, faults);
            else
                faults.Add(place, "unknown-field", "This member is not known here.");
        }

        foreach (var (name, member) in members)
        {
            if (member.Required && !element.TryGetProperty(name, out _))
                faults.Add($"{pointer}/{name}", "required", "This member is required.");
        }
    }

    private static void FoldCodes(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.AttributeProvider?.IsDefined(typeof(CodeAttribute), true) == true))
            property.CustomConverter = new CodeConverter();
    }

    private sealed class CodeConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } text ? Digits.Fold(text).Trim() : null;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    private sealed class Member
    {
        private readonly Type type;
        private readonly Type? itemType;
        private readonly bool isCode;
        private readonly bool hasLines;
        private readonly bool takesNull;
        private readonly ValidationAttribute[] rules;

        public Member(JsonPropertyInfo property)
        {
            var attributes = property.AttributeProvider?.GetCustomAttributes(true) ?? [];
            type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            itemType = type == typeof(string) ? null : type.GetInterfaces().Append(type)
                .FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))?.GetGenericArguments()[0];
            isCode = attributes.OfType<CodeAttribute>().Any();
            hasLines = attributes.OfType<LinesAttribute>().Any();
            takesNull = property.PropertyType.IsValueType ? type != property.PropertyType : property.IsSetNullable;
            Required = attributes.OfType<RequiredAttribute>().Any();
            rules = [.. attributes.OfType<ValidationAttribute>().Where(rule => rule is not RequiredAttribute)];
        }

        public bool Required { get; }

        public void Check(JsonElement element, string pointer, Faults faults)
        {
            if (element.ValueKind == JsonValueKind.Null && Required)
                faults.Add(pointer, "required", "This member is required.");
            else if (element.ValueKind == JsonValueKind.Null)
                faults.Unless(takesNull, pointer, "wrong-type", "Leave this member out, or give it a value.");
            else if (itemType is not null)
                CheckList(element, pointer, faults);
            else if (IsPlain(type))
                CheckPlain(element, type, pointer, faults);
            else
                Of(type).Check(element, pointer, faults);
        }

        private void CheckList(JsonElement element, string pointer, Faults faults)
        {
            if (element.ValueKind != JsonValueKind.Array)
            {
                faults.Add(pointer, "wrong-type", "An array is expected.", expected: "array");
                return;
            }

            var length = element.GetArrayLength();
            foreach (var rule in rules)
            {
                if (rule is MaxLengthAttribute most && length > most.Length)
                    faults.Add(pointer, "too-many", string.Create(CultureInfo.InvariantCulture, $"At most {most.Length} are allowed."), max: most.Length);
                if (rule is MinLengthAttribute least && length < least.Length)
                    faults.Add(pointer, "too-few", string.Create(CultureInfo.InvariantCulture, $"At least {least.Length} are needed."), min: least.Length);
            }

            if (faults.Has(pointer))
                return;
            var index = 0;
            foreach (var item in element.EnumerateArray())
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index++}");
                if (IsPlain(itemType!))
                    CheckPlain(item, itemType!, place, faults);
                else
                    Of(itemType!).Check(item, place, faults);
            }
        }

        private void CheckPlain(JsonElement element, Type plain, string pointer, Faults faults)
        {
            var value = ReadPlain(element, plain);
            if (value is null)
                faults.Add(pointer, "wrong-type", $"{Described(plain)} is expected.", expected: Expected(plain));
            else if (value is string text)
                CheckText(isCode ? Digits.Fold(text).Trim() : text, pointer, faults);
            else
                CheckRules(value, pointer, faults);
        }

        private void CheckText(string text, string pointer, Faults faults)
        {
            if (text.Any(letter => char.IsControl(letter) && !(hasLines && letter == '\n')))
                faults.Add(pointer, "control-characters", "Control characters are not allowed.");
            else if (string.IsNullOrWhiteSpace(text))
                faults.Add(pointer, Required ? "required" : "empty", "This must not be empty.");
            else
                CheckRules(text, pointer, faults);
        }

        private void CheckRules(object value, string pointer, Faults faults)
        {
            foreach (var rule in rules.Where(rule => itemType is null && !rule.IsValid(value)))
                Explain(rule, pointer, faults);
        }

        private static void Explain(ValidationAttribute rule, string pointer, Faults faults)
        {
            switch (rule)
            {
                case MaxLengthAttribute most:
                    faults.Add(pointer, "too-long", string.Create(CultureInfo.InvariantCulture, $"At most {most.Length} characters are allowed."), max: most.Length);
                    break;
                case RangeAttribute range:
                    faults.Add(pointer, "out-of-range", string.Create(CultureInfo.InvariantCulture, $"A number from {range.Minimum} to {range.Maximum} is expected."),
                        Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture));
                    break;
                case RegularExpressionAttribute form:
                    faults.Add(pointer, "bad-format", $"The form {form.Pattern} is expected.", expected: (form as FormAttribute)?.Name);
                    break;
                default:
                    faults.Add(pointer, "bad-format", "This is not of the expected form.");
                    break;
            }
        }

        private static bool IsPlain(Type type) =>
            type == typeof(string) || type == typeof(decimal) || type == typeof(int) || type == typeof(bool) || type == typeof(DateOnly) || type.IsEnum;

        private static object? ReadPlain(JsonElement element, Type type)
        {
            try
            {
                return type switch
                {
                    _ when type == typeof(string) => element.ValueKind == JsonValueKind.String ? element.GetString() : null,
                    _ when type == typeof(decimal) => element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var number) ? number : null,
                    _ when type == typeof(int) => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var whole) ? whole : null,
                    // The converter would also take other spellings, and lists of names.
                    _ when type.IsEnum && (element.ValueKind != JsonValueKind.String || !Names(type).Contains(element.GetString())) => null,
                    _ => element.Deserialize(type, Options),
                };
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                return null;
            }
        }

        private static string Expected(Type type) => type switch
        {
            _ when type == typeof(string) => "text",
            _ when type == typeof(decimal) => "number",
            _ when type == typeof(int) => "whole-number",
            _ when type == typeof(bool) => "true,false",
            _ when type == typeof(DateOnly) => "date",
            _ => string.Join(',', Names(type)),
        };

        private static string Described(Type type) => type switch
        {
            _ when type == typeof(string) => "A text",
            _ when type == typeof(decimal) => "A number",
            _ when type == typeof(int) => "A whole number",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(DateOnly) => "A date like 2026-03-21",
            _ => $"One of {string.Join(", ", Names(type))}",
        };

        private static IEnumerable<string> Names(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName);
    }
}
