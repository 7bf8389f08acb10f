using Portal.Web.Languages;

namespace Portal.Web.Customs;

/// <summary>Says an officer's decision in plain words.</summary>
internal static class DecisionWords
{
    /// <summary>The key of what an action is called: the documentary check of released goods is an audit.</summary>
    public static string Key(string action, Declaration declaration) => $"decide.{(action == "documentary-check" && declaration.Status == "released" ? "audit" : action)}";

    /// <summary>How it fell, where its kind does not say so already.</summary>
    public static string? Outcome(Decision decision, Words words, CodeLists lists) => decision.Kind switch
    {
        "documents-request" => NotificationWords.Documents(decision.Outcome.Split(','), words, lists),
        "lane" => words[$"lane.{decision.Outcome}"],
        "release" or "reject" => null,
        _ => words[$"outcome.{decision.Outcome}"],
    };
}
