using System.Security.Claims;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Security;

namespace Portal.Identity.Personas;

/// <summary>Somebody one can be in a demonstration: a person, or a system with a client of its own.</summary>
public sealed record Persona
{
    /// <summary>A role name, the same in every country: <c>citizen</c>, <c>trader</c>, <c>customs-officer</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name in Latin script.</summary>
    public required string Name { get; init; }

    /// <summary>Name as written in the country.</summary>
    public required string NativeName { get; init; }

    /// <summary>The person's number.</summary>
    public string? PersonId { get; init; }

    /// <summary>The trader he or she acts for.</summary>
    public string? TraderId { get; init; }

    /// <summary>That trader's name.</summary>
    public string? TraderName { get; init; }

    /// <summary>Service name of the institution he or she works for.</summary>
    public string? Agency { get; init; }

    /// <summary>Code of the office.</summary>
    public string? Office { get; init; }

    /// <summary>Roles the access token carries.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Who this is and what to try.</summary>
    public LocalizedText? About { get; init; }

    /// <summary>The claims of the access token.</summary>
    internal IEnumerable<Claim> Claims()
    {
        yield return new("sub", Id);
        yield return new("name", NativeName);
        foreach (var (type, value) in new[] { (PortalClaims.PersonId, PersonId), (PortalClaims.TraderId, TraderId), (PortalClaims.TraderName, TraderName), (PortalClaims.Agency, Agency), (PortalClaims.Office, Office) })
        {
            if (value is not null)
                yield return new(type, value);
        }

        foreach (var role in Roles)
            yield return new(PortalClaims.Role, role);
    }

    internal static Persona Read(PackNode node, CountryPack country)
    {
        var persona = new Persona
        {
            Id = node.Text("id", "^[a-z0-9-]+$"), Name = node.Text("name"), NativeName = node.OptionalText("nativeName") ?? node.Text("name"),
            PersonId = node.OptionalText("personId"), TraderId = node.OptionalText("traderId"), TraderName = node.OptionalText("traderName"),
            Agency = node.OptionalText("agency"), Office = node.OptionalText("office"), Roles = node.Texts("roles"),
            About = node.Has("about") ? node.Localized("about") : null,
        };
        if (persona.PersonId is { } person && !country.PersonId.Matches(person))
            node.Fault("personId", $"'{person}' is not a {country.PersonId.Name}");
        if (persona.TraderId is { } trader && !country.TraderId.Matches(trader))
            node.Fault("traderId", $"'{trader}' is not a {country.TraderId.Name}");
        if (persona.Agency is { } agency && !country.Institutions.ContainsKey(agency))
            node.Fault("agency", $"there is no institution '{agency}'");
        return persona;
    }
}

/// <summary>Whom one can be: <c>personas.yaml</c> of the pack.</summary>
public sealed record PersonaBook(IReadOnlyDictionary<string, Persona> People, IReadOnlyDictionary<string, Persona> Systems)
{
    internal static PersonaBook Read(PackNode node, CountryPack country) => new(
        node.Table("personas", persona => persona.Id, persona => Persona.Read(persona, country)),
        node.Table("systems", system => system.Id, system => Persona.Read(system, country)));

    internal PersonaBook WithoutPeople() => this with { People = new Dictionary<string, Persona>() };
}
