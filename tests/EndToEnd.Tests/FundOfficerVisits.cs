using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.TestSupport;
using Portal.Web.SocialProtection;

namespace Portal.EndToEnd.Tests;

/// <summary>The pages of the fund's officers.</summary>
internal static class FundOfficerVisits
{
    private const string Officer = "fund-officer";
    private const string Application = "/social-protection/worklist/{number}";
    private const string Record = "/social-protection/persons/{id}/{part?}";
    private const string Correction = "/social-protection/persons/{id}/correction/{field}/{employment?}";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Visit> All =
    [
        new("/social-protection/worklist", Officer) { Prepare = async scenery => { await scenery.Applied(); return "/social-protection/worklist"; } },
        new(Application, Officer) { Prepare = scenery => scenery.Applied() },
        new(Application, Officer) { Case = "own", Prepare = scenery => scenery.Applied(applicant: Officer) },
        new($"{Application}/documents-request", Officer) { Prepare = scenery => scenery.Applied("/documents-request"), Then = Visit.SendEmpty },
        new($"{Application}/{{decision}}", Officer) { Case = "grant", Prepare = scenery => scenery.Applied("/grant"), Then = Visit.SendEmpty },
        new($"{Application}/{{decision}}", Officer) { Case = "refusal", Prepare = scenery => scenery.Applied("/refusal") },
        new($"{Application}/{{decision}}", "fund-head") { Case = "appeal", Prepare = scenery => scenery.Appealed("/refusal") },
        new("/social-protection/persons", Officer),
        new("/social-protection/persons", Officer) { Case = "faulty", Then = Visit.SendEmpty },
        new("/social-protection/persons", Officer) { Case = "found", Prepare = async scenery => $"/social-protection/persons?number={await scenery.Person()}&purpose=inquiry" },
        new("/social-protection/persons/enter", Officer) { Then = Visit.SendEmpty },
        new("/social-protection/persons/enter", Officer) { Case = "entered", Prepare = async scenery => $"/social-protection/persons/enter?entered={await scenery.Person()}" },
        new(Record, Officer) { Case = "purpose asked", Prepare = async scenery => $"/social-protection/persons/{await scenery.Person()}" },
        .. new[] { "", "/employment", "/contributions", "/benefits" }.Select(part =>
            new Visit(Record, Officer) { Case = part, Prepare = async scenery => $"/social-protection/persons/{await scenery.Person()}{part}?purpose=inquiry&case=A-1" }),
        new(Record, Officer) { Case = "corrections", Prepare = scenery => scenery.Corrected() },
        new(Correction, Officer) { Prepare = async scenery => $"/social-protection/persons/{await scenery.Person()}/correction/born" },
        new(Correction, Officer) { Case = "faulty", Prepare = async scenery => $"/social-protection/persons/{await scenery.Person()}/correction/name", Then = Visit.SendEmpty },
        new("/social-protection/persons/{id}/benefits/{number}/end", Officer) { Prepare = async scenery => $"/social-protection/persons/{await scenery.Person()}/benefits/B-2021-00117/end", Then = Visit.SendEmpty },
        new("/social-protection/employers", Officer) { Then = Visit.SendEmpty },
        new("/social-protection/employers/enter", Officer) { Then = Visit.SendEmpty },
        new("/social-protection/employers/{id}", Officer) { Prepare = _ => Task.FromResult("/social-protection/employers/9900000021"), Then = Visit.SendEmpty },
    ];

    /// <summary>The address of a page of an application.</summary>
    private static async Task<string> Applied(this Scenery scenery, string page = "", string applicant = "citizen")
    {
        using var client = await scenery.Portal.As(applicant);
        var application = scenery.Portal.Example("applyForBenefit", Fund.Service);
        // The same application is under way only once.
        application["answers"]![0]!["value"] = $"Nuray {Guid.NewGuid():N}";
        var (status, body) = await client.Send($"{Fund.Api}/applications", application);
        status.ShouldBe(HttpStatusCode.Created);
        return $"/social-protection/worklist/{body!["number"]}{page}";
    }

    /// <summary>The same, refused by one officer and appealed against.</summary>
    private static async Task<string> Appealed(this Scenery scenery, string page)
    {
        var address = await scenery.Applied();
        await scenery.Send(Officer, $"{Fund.Application(address.Split('/')[^1])}/decision", new JsonObject { ["granted"] = false, ["ground"] = "not-established", ["reason"] = "<b>No</b> child of this name is registered." });
        await scenery.Send("citizen", $"{Fund.Application(address.Split('/')[^1])}/appeal", new JsonObject { ["reason"] = "She is registered since March." });
        return address + page;
    }

    /// <summary>The corrections of somebody whose name was corrected.</summary>
    private static async Task<string> Corrected(this Scenery scenery)
    {
        var person = await scenery.Person("citizen2");
        await scenery.Send(Officer, $"{Fund.Person(person)}/corrections", new JsonObject { ["field"] = "father-name", ["value"] = $"Nadir {Guid.NewGuid():N}", ["reason"] = "As the identity card has it." });
        return $"/social-protection/persons/{person}/corrections?purpose=record-keeping";
    }

    /// <summary>A person's number.</summary>
    private static async Task<string> Person(this Scenery scenery, string persona = "citizen")
    {
        using var client = await scenery.Portal.As(persona);
        return (await client.GetFromJsonAsync<JsonObject>($"{Fund.Api}/persons/me"))!["id"]!.ToString();
    }
}
