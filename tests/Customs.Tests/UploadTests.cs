using System.Net;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>Documents handed in with a declaration.</summary>
public sealed class UploadTests(Portals portals) : IAsyncLifetime
{
    private HttpClient trader = null!;
    private string mrn = "";

    public async ValueTask InitializeAsync()
    {
        var portal = await portals.In("az");
        trader = await portal.As("trader");
        mrn = await trader.Lodge(Goods.Import(portal, Goods.Medicine));
        await trader.UntilStatus(mrn, "under-documentary-check");
    }

    public ValueTask DisposeAsync()
    {
        trader.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory, InlineData("application/pdf", "255044462D"), InlineData("image/png", "89504E470D0A1A0A"), InlineData("image/jpeg", "FFD8FF"), InlineData("APPLICATION/PDF; version=1", "255044462D")]
    public async Task PDF_PNG_and_JPEG_are_taken(string type, string bytes)
    {
        using var answer = await trader.Upload(mrn, "N380", type: type, content: Convert.FromHexString(bytes));

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory, InlineData("application/pdf", "89504E470D0A1A0A"), InlineData("image/png", "255044462D"), InlineData("image/jpeg", ""), InlineData("image/png", "89504E")]
    public async Task A_file_that_is_not_what_it_says_is_refused(string type, string bytes)
    {
        using var answer = await trader.Upload(mrn, "N380", type: type, content: Convert.FromHexString(bytes));

        await answer.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "content-does-not-match-type");
        await NothingStored();
    }

    [Theory, InlineData("text/html"), InlineData("application/octet-stream"), InlineData("application/zip"), InlineData("image/svg+xml")]
    public async Task Other_types_are_refused(string type)
    {
        using var answer = await trader.Upload(mrn, "N380", type: type);

        await answer.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        await NothingStored();
    }

    [Theory, InlineData(""), InlineData("../../etc/passwd"), InlineData("a\\b.pdf"), InlineData("a\nb.pdf"), InlineData("a\0.pdf")]
    public async Task A_file_name_that_is_none_is_refused(string name)
    {
        using var answer = await trader.Upload(mrn, "N380", name);

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe(["fileName bad-format"]);
        await NothingStored();
    }

    [Fact]
    public async Task An_unknown_kind_and_a_name_too_long_are_both_told()
    {
        using var answer = await trader.Upload(mrn, "X1", new string('a', 121));

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe(["code unknown-document", "fileName bad-format"]);
    }

    [Theory, InlineData(5 << 20, true), InlineData((5 << 20) + 1, false), InlineData(7 << 20, false)]
    public async Task A_document_has_at_most_five_mebibytes(int size, bool taken)
    {
        var content = new byte[size];
        Steps.Pdf.CopyTo(content, 0);

        using var answer = await trader.Upload(mrn, "N380", content: content);

        if (taken)
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        else
            await answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task A_document_that_does_not_say_how_large_it_is_has_at_most_five_mebibytes_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/customs/declarations/{mrn}/documents?code=N380&fileName=a.pdf")
        {
            Content = new ByteArrayContent([.. Steps.Pdf, .. new byte[5 << 20]]) { Headers = { ContentType = new("application/pdf") } }, Headers = { TransferEncodingChunked = true },
        };

        using var answer = await trader.SendAsync(request, TestContext.Current.CancellationToken);

        await answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        await NothingStored();
    }

    [Fact]
    public async Task A_closed_declaration_takes_no_documents()
    {
        await trader.Do(mrn, "cancellation", Steps.Because());

        using var answer = await trader.Upload(mrn, "N380");

        await answer.ShouldBeProblem(HttpStatusCode.Conflict, "declaration-closed");
        await NothingStored();
    }

    [Fact]
    public async Task A_declaration_takes_fifty_documents()
    {
        for (var i = 0; i < 50; i++)
            (await trader.Upload(mrn, "N380")).StatusCode.ShouldBe(HttpStatusCode.Created);

        using var answer = await trader.Upload(mrn, "N380");

        await answer.ShouldBeProblem(HttpStatusCode.Conflict, "too-many-documents");
    }

    private async Task NothingStored() => (await trader.Read($"/api/customs/declarations/{mrn}/documents")).AsArray().ShouldBeEmpty();
}
