using System.Globalization;
using Portal.ServiceDefaults.Messaging;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>
/// What must be true of the databases when everything is over, whatever was killed meanwhile. Says what is wrong, so that
/// it can be tested itself with faults that were planted.
/// </summary>
internal sealed class EndState(Func<string, string, List<string[]>> rows, CrashLoad load, Func<string, List<FailedMessage>>? errorQueue = null)
{
    private static readonly string[] Mailboxes = ["customs", "social-protection"];

    /// <summary>Timers of the load are due within the minute; whose day is later belong to what other tests left waiting on the same stack.</summary>
    private static string Undelivered => $"FROM outbox WHERE due_at < '{TimeProvider.System.GetUtcNow().AddDays(1):yyyy-MM-dd HH:mm:ss}'";

    /// <summary>Whether messages or timers are still on their way, or declarations that are not cleared.</summary>
    public bool IsUnderWay => Mailboxes.Sum(database => Number(database, $"SELECT count(*) {Undelivered}"))
        + Number("customs", "SELECT count(*) FROM declarations WHERE status <> 'Cleared' AND functional_reference_id LIKE 'CRASH%'") > 0;

    /// <summary>Everything that is wrong.</summary>
    public List<string> Faults() => [.. Declarations(), .. Notifications(), .. Accounts(), .. Messages()];

    private IEnumerable<string> Declarations()
    {
        var stored = rows("customs", "SELECT functional_reference_id, mrn, status FROM declarations WHERE functional_reference_id LIKE 'CRASH%'").ToLookup(row => row[0]);
        foreach (var (reference, mrn) in load.Accepted)
        {
            if (stored[reference].Count() != 1 || stored[reference].Single()[1] != mrn)
                yield return $"{reference} was accepted as {mrn}, and is stored as {string.Join(", ", stored[reference].Select(row => row[1]))}";
        }

        foreach (var declaration in stored.SelectMany(row => row))
        {
            if (!load.Accepted.ContainsKey(declaration[0]) && declaration[0].StartsWith(load.Prefix, StringComparison.Ordinal))
                yield return $"{declaration[0]} is stored, though nobody was told so";
            if (declaration[2] != "Cleared")
                yield return $"{declaration[0]} is {declaration[2]}";
        }
    }

    private IEnumerable<string> Notifications()
    {
        foreach (var row in rows("customs", "SELECT mrn FROM notifications GROUP BY mrn HAVING min(sequence) <> 1 OR max(sequence) <> count(*)"))
            yield return $"the notifications of {row[0]} have gaps";
        var codes = rows("customs", "SELECT mrn, code, sequence FROM notifications ORDER BY mrn, sequence").ToLookup(row => row[0], row => row[1]);
        foreach (var mrn in load.Accepted.Values)
        {
            var told = codes[mrn].Where(code => code != "Qry").ToArray();
            if (!told.SequenceEqual(["Rcv", "Acc", "Tax", "Rog", "Cle"]))
                yield return $"{mrn} was told {string.Join(' ', told)}";
        }
    }

    private IEnumerable<string> Accounts()
    {
        var entries = rows("customs", "SELECT owner, amount FROM account_entries").ToLookup(row => row[0], row => Decimal(row[1]));
        foreach (var account in rows("customs", "SELECT owner, balance FROM accounts"))
        {
            if (entries[account[0]].Sum() != Decimal(account[1]))
                yield return $"the balance of {account[0]} is {account[1]}, its lines make {entries[account[0]].Sum()}";
        }

        var charged = rows("customs", "SELECT reference, amount FROM account_entries WHERE kind = 'Duties'").ToLookup(row => row[0], row => Decimal(row[1]));
        var revenue = rows("customs", "SELECT mrn, amount FROM revenue_entries").ToLookup(row => row[0], row => Decimal(row[1]));
        foreach (var mrn in load.Accepted.Values)
        {
            if (charged[mrn].Count() != 1)
                yield return $"{mrn} was charged {charged[mrn].Count()} times";
            else if (revenue[mrn].Sum() != -charged[mrn].Single())
                yield return $"{mrn} was charged {-charged[mrn].Single()}, its charges make {revenue[mrn].Sum()}";
        }
    }

    private IEnumerable<string> Messages()
    {
        foreach (var database in Mailboxes)
        {
            foreach (var row in rows(database, $"SELECT message_type, parked_reason {Undelivered}"))
                yield return $"{row[0]} is still in the outbox of {database}: {row[1]}";
        }

        foreach (var failed in errorQueue is null ? [] : Mailboxes.SelectMany(errorQueue))
            yield return $"{failed.Type} {failed.MessageId} is in the error queue of {failed.Service}: {failed.Reason}";

        var cases = rows("social-protection", "SELECT \"case\" FROM usage_log").ToLookup(row => row[0]);
        foreach (var mrn in load.WithRelief.Select(reference => load.Accepted[reference]).Where(mrn => cases[$"{mrn}/1"].Count() != 1))
            yield return $"{mrn}: the other agency was asked {cases[$"{mrn}/1"].Count()} times";
    }

    private int Number(string database, string sql) => int.Parse(rows(database, sql)[0][0], CultureInfo.InvariantCulture);

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
