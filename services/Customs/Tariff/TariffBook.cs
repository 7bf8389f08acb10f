using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Persistence;

namespace Portal.Customs.Tariff;

/// <summary>The tariff in force, in memory; read again when an import has put a new edition into the database.</summary>
internal sealed class TariffBook(IServiceScopeFactory scopes, DatabaseGate<CustomsDbContext> database, ILogger<TariffBook> log)
    : PeriodicWork<CustomsDbContext>(TimeSpan.FromSeconds(2), scopes, database, TimeProvider.System, log)
{
    private volatile Edition current = new(0, [], []);

    public TariffLine? Find(string code) => current.Lines.GetValueOrDefault(code);

    /// <summary>
    /// Lines whose code begins with the words typed, or whose description holds all of them in some language. First those
    /// with words that begin so, those in <paramref name="language"/> before others; then in order of code.
    /// </summary>
    public IEnumerable<TariffLine> Search(string text, string? language)
    {
        var words = SearchText.Words(text);
        return current.InOrder.Where(line => words.All(line.Mentions)).OrderBy(line => line.RankOf(words, language));
    }

    /// <summary>Reads the tariff if the database has a newer one; false when it has none at all.</summary>
    public async Task<bool> Refresh(CustomsDbContext db, CancellationToken cancellationToken)
    {
        var newest = await db.TariffEditions.MaxAsync(edition => (int?)edition.Id, cancellationToken) ?? 0;
        if (newest != current.Id)
            current = new Edition(newest, await db.Commodities.AsNoTracking().ToListAsync(cancellationToken), await db.TariffRates.AsNoTracking().ToListAsync(cancellationToken));
        return newest > 0;
    }

    protected override Task Work(CustomsDbContext db, CancellationToken stopping) => Refresh(db, stopping);

    private sealed class Edition
    {
        public Edition(int id, IReadOnlyList<Commodity> commodities, IReadOnlyList<TariffRate> rates)
        {
            Id = id;
            var byPrefix = rates.GroupBy(rate => rate.Code, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
            InOrder = [.. commodities.OrderBy(commodity => commodity.Code, StringComparer.Ordinal).Select(commodity => new TariffLine(commodity, RatesOf(commodity.Code, byPrefix)))];
            Lines = InOrder.ToFrozenDictionary(line => line.Code, StringComparer.Ordinal);
        }

        public int Id { get; }

        public TariffLine[] InOrder { get; }

        public FrozenDictionary<string, TariffLine> Lines { get; }

        /// <summary>From the shortest prefix to the longest, so that the nearest rate wins.</summary>
        private static Dictionary<string, decimal> RatesOf(string code, Dictionary<string, List<TariffRate>> byPrefix)
        {
            var rates = new Dictionary<string, decimal>(StringComparer.Ordinal);
            for (var length = 2; length <= code.Length; length++)
            {
                foreach (var rate in byPrefix.GetValueOrDefault(code[..length]) ?? [])
                    rates[rate.Name] = rate.Percent;
            }

            return rates;
        }
    }
}

/// <summary>A commodity with the rates that hold for it.</summary>
public sealed class TariffLine
{
    private const string Kilogram = "kg";

    private readonly string searchText;
    private readonly Dictionary<string, string> searchTexts;

    internal TariffLine(Commodity commodity, IReadOnlyDictionary<string, decimal> rates)
    {
        (Code, SupplementaryUnit, Description, Rates) = (commodity.Code, commodity.Unit is Kilogram ? null : commodity.Unit, commodity.Description, rates);
        searchTexts = commodity.Description.ToDictionary(text => text.Key, text => SearchText.Fold(text.Value), StringComparer.Ordinal);
        searchText = string.Concat(searchTexts.Values);
    }

    /// <summary>Digits of the Harmonized System, national ones behind.</summary>
    public string Code { get; }

    /// <summary>2 chapter, 4 heading, 6 subheading, more for national subdivisions.</summary>
    public int Level => Code.Length;

    /// <summary>The unit the goods are counted in; kilograms where there is no supplementary one.</summary>
    public string Unit => SupplementaryUnit ?? Kilogram;

    /// <summary>The unit in which a quantity is asked beside the mass, such as <c>p/st</c>; absent where none is.</summary>
    public string? SupplementaryUnit { get; }

    /// <summary>What it is, in each language.</summary>
    public LocalizedText Description { get; }

    /// <summary>Percent by charge. All rates of the demonstration packs are illustrative.</summary>
    public IReadOnlyDictionary<string, decimal> Rates { get; }

    internal bool Mentions(string word) => Code.StartsWith(word, StringComparison.Ordinal) || searchText.Contains(word, StringComparison.Ordinal);

    /// <summary>0 when all words begin words of the language, or the code; 1 when of any language; else 2.</summary>
    internal int RankOf(string[] words, string? language)
    {
        if (Begin(words, language is null ? searchText : searchTexts.GetValueOrDefault(language, "")))
            return 0;
        return Begin(words, searchText) ? 1 : 2;
    }

    private bool Begin(string[] words, string text) =>
        words.All(word => Code.StartsWith(word, StringComparison.Ordinal) || text.Contains(' ' + word, StringComparison.Ordinal));
}
