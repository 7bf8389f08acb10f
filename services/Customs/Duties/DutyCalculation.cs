using System.Globalization;
using Portal.Customs.Declarations;
using Portal.Customs.Tariff;
using Portal.ServiceDefaults.CountryPacks;

namespace Portal.Customs.Duties;

/// <summary>Works out what is due. Depends on nothing but the declaration, the day, the tariff and the pack.</summary>
internal sealed class DutyCalculation(CountryPack country, CustomsRules rules, TariffBook tariff)
{
    /// <summary>Calculates; a claimed relief counts only when <paramref name="isGranted"/> says so.</summary>
    public Assessment Calculate(DeclarationData data, DateOnly day, Func<Relief, bool> isGranted)
    {
        var exchangeRate = country.RateOf(data.InvoiceCurrency, day)
            ?? throw new InvalidOperationException($"The pack has no rate of {data.InvoiceCurrency} on {day.ToString("O", CultureInfo.InvariantCulture)}.");
        var values = CustomsValues(data, exchangeRate);
        var items = data.GoodsItems.Zip(values, (item, value) => Assess(data, item, value, isGranted)).ToList();
        var fixedCharges = rules.Charges.Where(charge => charge.FixedAmount is not null && charge.Procedures.Contains(data.ProcedureCode)).Select(Fixed).ToList();

        return new Assessment
        {
            Day = day,
            Currency = country.Currency.Code,
            ExchangeRate = exchangeRate,
            Rounding = string.Create(CultureInfo.InvariantCulture, $"half away from zero to {country.Currency.Decimals} decimals"),
            CustomsValue = values.Sum(),
            Items = items,
            Charges = fixedCharges,
            Total = items.SelectMany(item => item.Charges).Concat(fixedCharges).Sum(charge => charge.Amount),
        };
    }

    /// <summary>
    /// The value at the border in national currency: freight and insurance are added where the Incoterm leaves them out
    /// of the price, and shared by item price. Shares are differences of rounded running totals, so they add up exactly.
    /// </summary>
    private List<decimal> CustomsValues(DeclarationData data, decimal exchangeRate)
    {
        var total = data.InvoiceAmount + AddedTo(data);
        var values = new List<decimal>(data.GoodsItems.Count);
        decimal priceSoFar = 0, valueSoFar = 0;
        foreach (var item in data.GoodsItems)
        {
            priceSoFar += item.ItemPrice;
            var upToHere = country.Round(total * exchangeRate * priceSoFar / data.InvoiceAmount);
            values.Add(upToHere - valueSoFar);
            valueSoFar = upToHere;
        }

        return values;
    }

    private static decimal AddedTo(DeclarationData data) => data.Incoterm switch
    {
        _ when data.Type == DeclarationType.Export => 0,
        Incoterm.Exw or Incoterm.Fca or Incoterm.Fas or Incoterm.Fob => data.Freight + data.Insurance,
        Incoterm.Cfr or Incoterm.Cpt => data.Insurance,
        _ => 0,
    };

    private ItemAssessment Assess(DeclarationData data, GoodsItem item, decimal customsValue, Func<Relief, bool> isGranted)
    {
        var line = tariff.Find(item.CommodityCode) ?? throw new InvalidOperationException($"Commodity {item.CommodityCode} is not in the tariff.");
        var relief = item.ReliefCode is { } code && rules.Reliefs.TryGetValue(code, out var claimed) && isGranted(claimed) ? claimed : null;
        var amounts = new Dictionary<string, decimal>(StringComparer.Ordinal) { [ChargeRule.CustomsValue] = customsValue };
        var charges = new List<ChargeLine>();
        foreach (var rule in rules.Charges.Where(rule => rule.FixedAmount is null && rule.Procedures.Contains(data.ProcedureCode)))
        {
            var rate = rule.Rate ?? line.Rates.GetValueOrDefault(rule.TariffRate!);
            var charge = AdValorem(rule, rate, rule.Base.Sum(part => amounts.GetValueOrDefault(part)), relief);
            amounts[rule.Code] = charge.Amount;
            charges.Add(charge);
        }

        return new ItemAssessment { Sequence = item.Sequence, CommodityCode = item.CommodityCode, CustomsValue = customsValue, Charges = charges };
    }

    private ChargeLine AdValorem(ChargeRule rule, decimal rate, decimal @base, Relief? relief)
    {
        var unrounded = @base * rate / 100;
        var due = country.Round(unrounded);
        var relieved = relief?.Waives.Contains(rule.Code) == true;
        return new ChargeLine
        {
            Code = rule.Code,
            Base = @base,
            BaseParts = rule.Base,
            Rate = rate,
            Unrounded = unrounded,
            Amount = relieved ? 0 : due,
            Relieved = relieved ? due : null,
            ReliefCode = relieved ? relief!.Code : null,
            LegalReference = relieved ? relief!.LegalReference : rule.LegalReference,
        };
    }

    private static ChargeLine Fixed(ChargeRule rule) => new() { Code = rule.Code, Amount = rule.FixedAmount!.Value, LegalReference = rule.LegalReference };
}
