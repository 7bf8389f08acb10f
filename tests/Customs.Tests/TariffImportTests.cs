using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Customs.Tariff;
using Portal.ServiceDefaults.Hosting;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>An operator imports a tariff file beside the running portal.</summary>
public sealed class TariffImportTests(OwnPortal own) : IClassFixture<OwnPortal>
{
    private readonly PortalUnderTest portal = own.Portal;

    [Fact]
    public async Task A_good_file_is_in_force_within_seconds()
    {
        (await Import("""
            # A comment, and columns nobody knows
            section,hscode,description,description_az,unit,level,parent,duty,excise,colour
            II,0902400010,"Tea, ""golden"", in bulk",Qızıl çay,kg,10,090240,2.5,1,gold
            II,08,,Meyvələr,,2,TOTAL,7,,
            """)).ShouldBe(2);

        var line = await PortalUnderTest.Until(portal.Anonymous, "/api/customs/tariff?search=0902400010", page => page["total"]!.GetValue<int>() == 1);
        line["items"]![0]!["description"]!["en"]!.GetValue<string>().ShouldBe("Tea, \"golden\", in bulk");
        line["items"]![0]!["rates"]!["duty"]!.GetValue<decimal>().ShouldBe(2.5m);
        line["items"]![0]!["rates"]!["excise"]!.GetValue<decimal>().ShouldBe(1);
        var chapter = await portal.Anonymous.Read("/api/customs/tariff/08");
        chapter["description"]!["az"]!.GetValue<string>().ShouldBe("Meyvələr");
        chapter["description"]!["en"]!.GetValue<string>().ShouldNotBeEmpty();
        (await portal.Anonymous.Read("/api/customs/tariff/090240"))["rates"]!["duty"]!.GetValue<decimal>().ShouldBe(5);

        using var trader = await portal.As("trader");
        var mrn = await trader.Lodge(Goods.Import(portal, "0902400010"));
        (await trader.UntilStatus(mrn, "cleared"))["assessment"]!["items"]![0]!["charges"]![0]!["rate"]!.GetValue<decimal>().ShouldBe(2.5m);
    }

    [Theory]
    [InlineData("95034,Toys,1", "'95034' is not a commodity code")]
    [InlineData("toys,Toys,1", "'toys' is not a commodity code")]
    [InlineData("950341,,1", "950341 has no description")]
    [InlineData("950341,Toys,-1", "duty of 950341 is not a percentage")]
    [InlineData("950341,Toys,1001", "duty of 950341 is not a percentage")]
    [InlineData("950341,Toys,ten", "duty of 950341 is not a percentage")]
    [InlineData("950341,To\u0007ys,1", "the description of 950341 is too long or holds control characters")]
    [InlineData("950340,Toys,1", "950340 stands twice")]
    [InlineData("950341,Toys", "the row cannot be read")]
    [InlineData("950341,Toys,1,2,3", "the row cannot be read")]
    public async Task A_bad_row_is_reported_by_its_line_and_nothing_is_imported(string row, string reason)
    {
        var failure = await Should.ThrowAsync<StartupFailure>(() => Import($"code,description,duty\n950340,Other toys,1\n# a comment\n{row}\n950349,More toys,1\n"));

        failure.Message.ShouldContain($"tariff.csv:4: {reason}");
        failure.Message.ShouldStartWith("Nothing was imported; 1 row(s) are bad");
        await NothingImported("950340", "950349");
    }

    [Fact]
    public async Task All_bad_rows_are_reported_at_once()
    {
        var failure = await Should.ThrowAsync<StartupFailure>(() => Import("hscode,level,parent,description\n9503,6,95,Toys\n950341,6,96,Toys\nx,1,,\n950342,6,9503,Well\n"));

        foreach (var line in new[] { ":2: the level of 9503", ":3: 950341 does not begin with its parent 96", ":4: 'x' is not" })
            failure.Message.ShouldContain(line);
        failure.Message.ShouldNotContain(":5:");
        await NothingImported("950341", "950342");
    }

    [Theory, InlineData("name,duty\nToys,1\n"), InlineData(""), InlineData("\n")]
    public async Task A_file_without_a_code_column_is_refused(string content) =>
        (await Should.ThrowAsync<StartupFailure>(() => Import(content))).Message.ShouldContain("a column hscode or code is needed");

    [Fact]
    public async Task A_file_that_is_not_there_is_one_clear_line() =>
        (await Should.ThrowAsync<StartupFailure>(() => ImportFile("/nowhere/tariff.csv"))).Message.ShouldBe("There is no file /nowhere/tariff.csv.");

    private async Task<int> Import(string content)
    {
        var file = Path.Combine(TemporaryFolder.New(), "tariff.csv");
        await File.WriteAllTextAsync(file, content);
        return await ImportFile(file);
    }

    private async Task<int> ImportFile(string file)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await TariffImporter.Import(scope.ServiceProvider, file, TestContext.Current.CancellationToken);
    }

    /// <summary>Looks into the database itself: the running tariff might only not have noticed yet.</summary>
    private async Task NothingImported(params string[] codes)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomsDbContext>();
        foreach (var code in codes)
        {
            (await db.Commodities.FindAsync([code], TestContext.Current.CancellationToken)).ShouldBeNull();
            using var answer = await portal.Anonymous.Ask($"/api/customs/tariff/{code}");
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }
}
