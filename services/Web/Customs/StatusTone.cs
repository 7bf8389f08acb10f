namespace Portal.Web.Customs;

/// <summary>How the tag of a status is coloured; the words say the same.</summary>
public static class StatusTone
{
    /// <summary>The class of its tag.</summary>
    public static string Of(string status) => status switch
    {
        "released" or "cleared" or "checked" => "done",
        "rejected" or "cancelled" => "red",
        "awaiting-payment" or "documents-requested" => "waiting",
        _ => "blue",
    };
}
