using System.Globalization;
using Portal.Customs.CodeLists;
using Portal.Customs.Tariff;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;

namespace Portal.Customs.Declarations;

/// <summary>What must hold of a declaration beyond its shape: sums, codes, reliefs. Notes every fault with its pointer.</summary>
internal sealed class DeclarationRules(CountryPack country, CustomsRules rules, InternationalCodes codes, TariffBook tariff, TimeProvider clock)
{
    public void Check(DeclarationData data, Faults faults, string root = "")
    {
        var items = data.GoodsItems.Select((item, index) => (Item: item, Place: string.Create(CultureInfo.InvariantCulture, $"{root}/goodsItems/{index}")))
            .Where(pair => pair.Item is not null).ToList();

        CheckHeader(data, faults, root);
        foreach (var (item, place) in items)
            CheckItem(data, item, place, root, faults);
        if (items.Count == data.GoodsItems.Count)
            CheckSums(data, faults, root);
    }

    private void CheckHeader(DeclarationData data, Faults faults, string root)
    {
        if (!faults.Has($"{root}/procedureCode"))
        {
            if (!rules.Procedures.TryGetValue(data.ProcedureCode, out var procedure))
                faults.Add($"{root}/procedureCode", "unknown-procedure", "The country has no such procedure.");
            else if (!faults.Has($"{root}/type"))
                faults.Unless(procedure.Type == data.Type, $"{root}/procedureCode", "procedure-not-for-type", $"This procedure is for {NameOf(procedure.Type)}.", expected: NameOf(procedure.Type));
        }

        faults.Unless(rules.Offices.ContainsKey(data.CustomsOffice), $"{root}/customsOffice", "unknown-office", "The country has no such customs office.");
        CheckCountry(data.CountryOfDispatch, $"{root}/countryOfDispatch", faults);
        CheckCountry(data.CountryOfDestination, $"{root}/countryOfDestination", faults);
        CheckParty(data.Importer, $"{root}/importer", faults);
        CheckParty(data.Exporter, $"{root}/exporter", faults);
        faults.Unless(country.RateOf(data.InvoiceCurrency, country.DayOf(clock.GetUtcNow().UtcDateTime)) is not null,
            $"{root}/invoiceCurrency", "unknown-currency", "Customs has no exchange rate for this currency today.");
        CheckCents(data.InvoiceAmount, $"{root}/invoiceAmount", faults);
        CheckCents(data.Freight, $"{root}/freight", faults);
        CheckCents(data.Insurance, $"{root}/insurance", faults);
        CheckGrams(data.GrossMass, $"{root}/grossMass", faults);

        var home = data.Type == DeclarationType.Export ? (Value: data.CountryOfDispatch, Name: "countryOfDispatch") : (Value: data.CountryOfDestination, Name: "countryOfDestination");
        if (data.Type != DeclarationType.Transit && !faults.Has($"{root}/type"))
            faults.Unless(home.Value == country.Code, $"{root}/{home.Name}", "wrong-country", $"For {NameOf(data.Type)} this is {country.Code}.", expected: country.Code);
    }

    private void CheckItem(DeclarationData data, GoodsItem item, string place, string root, Faults faults)
    {
        var line = tariff.Find(item.CommodityCode);
        faults.Unless(line is { Level: >= 6 }, $"{place}/commodityCode", "unknown-commodity", "The tariff has no such commodity.");
        CheckCountry(item.CountryOfOrigin, $"{place}/countryOfOrigin", faults);
        CheckGrams(item.GrossMass, $"{place}/grossMass", faults);
        CheckGrams(item.NetMass, $"{place}/netMass", faults);
        CheckCents(item.ItemPrice, $"{place}/itemPrice", faults);
        if (!faults.Has($"{place}/grossMass"))
            faults.Unless(item.NetMass <= item.GrossMass, $"{place}/netMass", "net-over-gross", "The net mass is over the gross mass.", max: item.GrossMass);
        if (item.SupplementaryUnit is { } unit && line is not null)
            faults.Unless(unit == line.Unit, $"{place}/supplementaryUnit", "wrong-unit", $"The tariff counts this commodity in {line.Unit}.", expected: line.Unit);
        if (!faults.Has($"{place}/supplementaryUnit"))
            faults.Unless(item.SupplementaryQuantity is null == item.SupplementaryUnit is null, $"{place}/supplementaryQuantity", "unit-without-quantity", "Supplementary quantity and unit go together.");
        for (var i = 0; i < item.AdditionalDocuments.Count; i++)
        {
            if (item.AdditionalDocuments[i] is { } document)
                faults.Unless(rules.Documents.ContainsKey(document.Code), DocumentCode(place, i), "unknown-document", "The country has no such document type.");
        }

        if (item.ReliefCode is { } relief)
            CheckRelief(data, item, relief, place, root, faults);
    }

    private void CheckRelief(DeclarationData data, GoodsItem item, string code, string place, string root, Faults faults)
    {
        if (!rules.Reliefs.TryGetValue(code, out var relief))
        {
            faults.Add($"{place}/reliefCode", "unknown-relief", "The country has no such relief.");
            return;
        }

        if (!faults.Has($"{root}/type"))
            faults.Unless(data.Type == DeclarationType.Import, $"{place}/reliefCode", "relief-not-for-type", "Reliefs are for imports.", expected: NameOf(DeclarationType.Import));
        if (!faults.Has($"{place}/commodityCode"))
            faults.Unless(relief.IsFor(item.CommodityCode), $"{place}/reliefCode", "relief-not-for-commodity", "This relief is not for such goods.", expected: string.Join(',', relief.Commodities));
        if (!item.AdditionalDocuments.Where((_, i) => faults.Has(DocumentCode(place, i))).Any())
            faults.Unless(item.AdditionalDocuments.Any(document => document?.Code == relief.Document),
                $"{place}/additionalDocuments", "relief-without-document", $"This relief needs document {relief.Document}.", expected: relief.Document);
    }

    private static string DocumentCode(string place, int index) => string.Create(CultureInfo.InvariantCulture, $"{place}/additionalDocuments/{index}/code");

    private static string NameOf(DeclarationType type) => type.ToString().ToLowerInvariant();

    private static void CheckSums(DeclarationData data, Faults faults, string root)
    {
        for (var i = 0; i < data.GoodsItems.Count; i++)
            faults.Unless(data.GoodsItems[i].Sequence == i + 1, string.Create(CultureInfo.InvariantCulture, $"{root}/goodsItems/{i}/sequence"), "wrong-sequence", "Goods items are numbered 1, 2, 3 and so on.", expected: (i + 1).ToString(CultureInfo.InvariantCulture));
        CheckSum(data.InvoiceAmount, data.GoodsItems.Sum(item => item.ItemPrice), "invoiceAmount", "itemPrice");
        CheckSum(data.GrossMass, data.GoodsItems.Sum(item => item.GrossMass), "grossMass", "grossMass");
        CheckSum(data.TotalPackages, data.GoodsItems.Sum(item => (decimal)item.Packages), "totalPackages", "packages");

        void CheckSum(decimal total, decimal sum, string name, string part)
        {
            if (!data.GoodsItems.Where((_, i) => faults.Has(string.Create(CultureInfo.InvariantCulture, $"{root}/goodsItems/{i}/{part}"))).Any() && !faults.Has($"{root}/goodsItems"))
                faults.Unless(total == sum, $"{root}/{name}", "wrong-total", string.Create(CultureInfo.InvariantCulture, $"The goods items add up to {sum}."), expected: sum.ToString("0.####", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Some countries use a code that ISO has not assigned; the pack's own is always known.</summary>
    private void CheckCountry(string code, string place, Faults faults) =>
        faults.Unless(codes.HasCountry(code) || code == country.Code, place, "unknown-country", "ISO 3166-1 has no such country.");

    private void CheckParty(Party party, string place, Faults faults)
    {
        if (party.Country is { } code)
            CheckCountry(code, $"{place}/country", faults);
        if (party.Id is { } id && (party.Country ?? country.Code) == country.Code)
            faults.Unless(country.TraderId.Matches(id) || country.PersonId.Matches(id), $"{place}/id", "bad-format", $"A {country.TraderId.Name} or {country.PersonId.Name} is expected.", expected: "trader-or-person-id");
    }

    private static void CheckCents(decimal amount, string place, Faults faults) =>
        faults.Unless(decimal.Round(amount, 2) == amount, place, "too-precise", "An amount has at most two decimals.", max: 2);

    private static void CheckGrams(decimal mass, string place, Faults faults) =>
        faults.Unless(decimal.Round(mass, 3) == mass, place, "too-precise", "A mass has at most three decimals.", max: 3);
}
