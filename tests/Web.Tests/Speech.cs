using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Portal.ServiceDefaults.CountryPacks;
using Portal.TestSupport;
using Portal.Web.Languages;

namespace Portal.Web.Tests;

/// <summary>The words of a page in a country and a language.</summary>
internal static class Speech
{
    private static readonly TextBook Book = new(Path.Combine(AppContext.BaseDirectory, "web", "texts"));
    private static readonly ConcurrentDictionary<string, CountryPack> Packs = new(StringComparer.Ordinal);

    public static CountryPack Country(string code) => Packs.GetOrAdd(code, folder => CountryPack.Read(Path.Combine(PortalUnderTest.CountriesFolder, folder), new PackFaults())!);

    /// <summary>Words on the page at <paramref name="path"/>, which begins with the language.</summary>
    public static Words On(string path, string country = "az", string? wishes = null)
    {
        var http = new DefaultHttpContext { Request = { Path = "/" + path } };
        if (wishes is not null)
            http.Request.Headers.AcceptLanguage = wishes;
        return new Words(Book, Country(country), new HttpContextAccessor { HttpContext = http });
    }
}
