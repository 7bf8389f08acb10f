using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Forms;
using Portal.Web.Services;

namespace Portal.Web.Pages.Customs;

/// <summary>What an import of one kind of goods would cost today, for anyone. The answers are in the address: it changes nothing and may be sent to a colleague.</summary>
public sealed class EstimateModel : PortalPage
{
    private const string Item = "/goodsItems/0";

    /// <summary>The questions.</summary>
    public Form Form { get; private set; } = null!;

    /// <summary>Names of codes.</summary>
    public CodeLists Codes { get; private set; } = null!;

    /// <summary>The result.</summary>
    public Assessment? Estimate { get; private set; }

    /// <summary>Shows the questions, and the result once they are answered.</summary>
    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "commodity")] string? commodity)
    {
        Codes = await Get<CodeBook>().Get();
        var questions = new Questions(Codes, T, [], amends: false);
        Form = new Form(
        [
            Questions.Commodity($"{Item}/commodityCode"),
            questions.Country($"{Item}/countryOfOrigin", "ask.origin"),
            new($"{Item}/itemPrice", "ask.price", FieldKind.Number) { Width = 14 },
            .. questions.Consignment.Single(section => section.Name == "value").Fields,
            new($"{Item}/netMass", "ask.net-mass", FieldKind.Number) { Width = 12, Unit = T.Name(Codes.Units, "kg") },
            questions.Relief($"{Item}/reliefCode"),
        ], [], T, Country) { Submit = "service.estimate" };
        var answers = Request.Query.Where(answer => answer.Key.StartsWith('/')).ToDictionary(StringComparer.Ordinal);
        if (answers.Count == 0 && commodity is null)
            return Page();
        if (commodity is not null)
            answers[$"{Item}/commodityCode"] = commodity;
        Form.Take(new FormCollection(answers));
        if (Request.Query[Form.LookupName].Count > 0)
            return Go("/customs/tariff" + QueryString.Create(answers).Add("for", "/customs/estimate").Add("search", answers.GetValueOrDefault($"{Item}/commodityCode").ToString()));
        // The language was switched, or a code was chosen: not all is answered yet.
        if (commodity is null && !Request.Query.ContainsKey(Form.LanguageName))
            await Ask();
        return Page();
    }

    private async Task Ask()
    {
        var answer = await Agencies.Post(CustomsAuthority.Service, $"{CustomsAuthority.Api}/duty-estimates", Whole());
        if (answer.IsSuccess)
        {
            Estimate = answer.Body.Deserialize<Assessment>(AgencyClient.Json);
            return;
        }

        Form.BlameOwn(answer.Faults);
        if (!Form.IsFaulty)
            Form.Blame(answer, []);
    }

    /// <summary>A whole import declaration around the answers. What it is filled up with has no influence on the duties.</summary>
    private JsonObject Whole()
    {
        var whole = (JsonObject)Form.Body.DeepClone();
        var item = whole.At(Item)!.AsObject();
        (item["description"], item["packages"], item["grossMass"]) = ("-", 1m, item["netMass"]?.DeepClone());
        if (Codes.Reliefs.FirstOrDefault(relief => relief.Code == item["reliefCode"]?.ToString()) is { } relief)
            item["additionalDocuments"] = new JsonArray(new JsonObject { ["code"] = relief.Document, ["reference"] = "-" });
        foreach (var (name, value) in new (string, JsonNode?)[]
        {
            ("functionalReferenceId", "ESTIMATE"), ("type", "import"), ("procedureCode", Codes.Procedures.FirstOrDefault(procedure => procedure.Type == "import")?.Code), ("customsOffice", Codes.Offices[0].Code),
            ("exporter", new JsonObject { ["name"] = "-" }), ("importer", new JsonObject { ["name"] = "-" }),
            ("countryOfDispatch", item["countryOfOrigin"]?.DeepClone()), ("countryOfDestination", Country.Code), ("transportMode", 3),
        })
            whole[name] = value;
        return DeclarationDraft.Completed(whole);
    }
}
