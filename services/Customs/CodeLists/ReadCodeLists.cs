using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Customs.Declarations;
using Portal.Customs.Duties;
using Portal.ServiceDefaults.CountryPacks;

namespace Portal.Customs.CodeLists;

/// <summary>The codes that declarations are made of, with their names. What one list says may be empty in a country that has none.</summary>
public sealed record CodeListsView
{
    /// <summary>Customs offices of the country; the first is the main one.</summary>
    public required IReadOnlyList<NamedCode> Offices { get; init; }

    /// <summary>Customs procedures of the country, each for one type of declaration.</summary>
    public required IReadOnlyList<ProcedureCode> Procedures { get; init; }

    /// <summary>Document types, those of the goods items as well as those an officer may ask for.</summary>
    public required IReadOnlyList<NamedCode> Documents { get; init; }

    /// <summary>Reliefs that an import may claim for a goods item.</summary>
    public required IReadOnlyList<ReliefCode> Reliefs { get; init; }

    /// <summary>Duties, taxes and fees, in the order in which they build on each other.</summary>
    public required IReadOnlyList<ChargeCode> Charges { get; init; }

    /// <summary>Institutions by service name, as reliefs and notifications name them.</summary>
    public required IReadOnlyList<NamedCode> Institutions { get; init; }

    /// <summary>Countries and territories of ISO 3166-1 alpha-2.</summary>
    public required IReadOnlyList<NamedCode> Countries { get; init; }

    /// <summary>Currencies that have an exchange rate today (ISO 4217), the national one first.</summary>
    public required IReadOnlyList<CurrencyCode> Currencies { get; init; }

    /// <summary>Modes of transport, 1 to 4 (UN/ECE Recommendation 19).</summary>
    public required IReadOnlyList<NamedCode> TransportModes { get; init; }

    /// <summary>Incoterms 2020.</summary>
    public required IReadOnlyList<NamedCode> Incoterms { get; init; }

    /// <summary>Methods 1 to 6 of the WTO Valuation Agreement.</summary>
    public required IReadOnlyList<NamedCode> ValuationMethods { get; init; }

    /// <summary>Units in which the tariff counts goods.</summary>
    public required IReadOnlyList<NamedCode> Units { get; init; }

    /// <summary>Form of a person's number.</summary>
    public required IdForm PersonId { get; init; }

    /// <summary>Form of a trader's number.</summary>
    public required IdForm TraderId { get; init; }
}

/// <summary>A customs procedure.</summary>
/// <param name="Code">Requested and previous procedure, four digits.</param>
/// <param name="Name">In each language.</param>
/// <param name="Type">The type of declaration it is for.</param>
public sealed record ProcedureCode(string Code, LocalizedText Name, DeclarationType Type);

/// <summary>A reason in law why charges are not due.</summary>
/// <param name="Code">To be given with the goods item.</param>
/// <param name="Name">In each language.</param>
/// <param name="Commodities">Beginnings of the commodity codes it is for; empty means all goods.</param>
/// <param name="Waives">Charges that are not due.</param>
/// <param name="Document">The document that must go with the goods item.</param>
/// <param name="Confirmation">What another institution must confirm about the declarant; absent where the document is enough.</param>
/// <param name="LegalReference">The law it rests on.</param>
public sealed record ReliefCode(string Code, LocalizedText Name, IReadOnlyList<string> Commodities, IReadOnlyList<string> Waives, string Document, ReliefConfirmation? Confirmation, string LegalReference);

/// <summary>A fact about the person who claims: only whom it holds for may have the relief.</summary>
/// <param name="Institution">Service name of the institution that is asked.</param>
/// <param name="Question">What it is asked.</param>
public sealed record ReliefConfirmation(string Institution, string Question);

/// <summary>A duty, tax or fee.</summary>
/// <param name="Code">As assessments name it.</param>
/// <param name="Name">In each language.</param>
/// <param name="LegalReference">The law it rests on.</param>
public sealed record ChargeCode(string Code, LocalizedText Name, string LegalReference);

/// <summary>A currency that customs takes.</summary>
/// <param name="Code">ISO 4217.</param>
/// <param name="Name">In each language.</param>
/// <param name="Rate">Units of national currency for one unit, today; 1 for the national currency.</param>
public sealed record CurrencyCode(string Code, LocalizedText Name, decimal Rate);

/// <summary>The form of an official number.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Pattern">A regular expression; the whole number matches.</param>
/// <param name="Example">One that nobody has.</param>
public sealed record IdForm(string Name, string Pattern, string Example);

internal static class ReadCodeLists
{
    public static void Map(RouteGroupBuilder queries) => queries.MapGet("/code-lists", Get).WithName("getCodeLists").AllowAnonymous();

    /// <summary>Lists the codes of declarations with their names in each language. They may be kept for five minutes.</summary>
    public static Ok<CodeListsView> Get(HttpResponse response, CountryPack country, CustomsRules rules, InternationalCodes codes, TimeProvider clock)
    {
        response.Headers.CacheControl = "public, max-age=300";
        var today = country.DayOf(clock.GetUtcNow().UtcDateTime);
        return TypedResults.Ok(new CodeListsView
        {
            Offices = Named(rules.Offices),
            Procedures = [.. rules.Procedures.Values.Select(procedure => new ProcedureCode(procedure.Code, procedure.Name, procedure.Type))],
            Documents = Named(rules.Documents),
            Reliefs = [.. rules.Reliefs.Values.Select(Of)],
            Charges = [.. rules.Charges.Select(charge => new ChargeCode(charge.Code, charge.Name, charge.LegalReference))],
            Institutions = Named(country.Institutions),
            Countries = codes["country"],
            Currencies = [.. country.ExchangeRates.Select(rate => rate.Currency).Prepend(country.Currency.Code).Distinct(StringComparer.Ordinal)
                .Select(code => (Code: code, Rate: country.RateOf(code, today))).Where(currency => currency.Rate is not null)
                .Select(currency => new CurrencyCode(currency.Code, codes.Of("currency", currency.Code).Name, currency.Rate!.Value))],
            TransportModes = codes["transport-mode"],
            Incoterms = codes["incoterm"],
            ValuationMethods = codes["valuation-method"],
            Units = codes["unit"],
            PersonId = Of(country.PersonId),
            TraderId = Of(country.TraderId),
        });
    }

    private static IReadOnlyList<NamedCode> Named(IReadOnlyDictionary<string, LocalizedText> names) => [.. names.Select(named => new NamedCode(named.Key, named.Value))];

    private static ReliefCode Of(Relief relief) => new(relief.Code, relief.Name, relief.Commodities, relief.Waives, relief.Document,
        relief.Confirmation is { } confirmation ? new ReliefConfirmation(confirmation.Institution, confirmation.Question) : null, relief.LegalReference);

    private static IdForm Of(IdFormat format) => new(format.Name, format.Pattern.ToString(), format.Example);
}
