using Portal.Web.Languages;

namespace Portal.Web.Customs;

/// <summary>Says a notification in plain words.</summary>
internal static class NotificationWords
{
    public static string Of(Notification told, Words words, CodeLists lists)
    {
        var (code, reason) = (told.Code.ToLowerInvariant(), told.Reason?.Split(':') ?? []);
        return code switch
        {
            "tax" or "cpi" => words[$"notification.{code}", words.Money(told.Amount ?? 0)],
            "doc" => words["notification.doc", Documents(told.Reason!.Split(','), words, lists)],
            "qry" => words[$"notification.qry.{reason[0]}", words.Institution(reason.ElementAtOrDefault(1) ?? "")],
            // A reason that nobody has put into words yet leaves the code's own.
            _ => (reason.Length > 0 ? words.Find($"notification.{code}.{reason[0]}") : null) ?? words[$"notification.{code}"],
        };
    }

    /// <summary>Names of documents, in a row.</summary>
    public static string Documents(IEnumerable<string> codes, Words words, CodeLists lists) =>
        string.Join(words.Language.WritesArabicDigits ? "، " : ", ", codes.Select(code => words.Name(lists.Documents, code)));
}
