using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Portal.Identity.Tests;

/// <summary>Forms that nobody can read are the sender's fault, wherever forms are taken.</summary>
public sealed class UnreadableFormTests(RunningPortal running)
{
    private static readonly Dictionary<string, string> Forms = new()
    {
        ["a null character in a value"] = "persona=%00",
        ["a null character in a name"] = "persona%00=trader",
        ["too many fields"] = string.Join('&', Enumerable.Range(0, 1025).Select(_ => "persona=trader")),
        ["a name that is too long"] = $"{new string('x', 2049)}=1",
    };

    [Theory]
    [InlineData("/identity/demo-token")]
    [InlineData("/identity/connect/token")]
    [InlineData("/identity/connect/authorize")]
    [InlineData("/identity/sign-in")]
    public async Task A_form_that_cannot_be_read_is_refused(string path)
    {
        foreach (var (what, form) in Forms)
            await IsRefused(path, form, "application/x-www-form-urlencoded", what);
    }

    [Fact]
    public Task A_form_in_parts_that_breaks_off_is_refused() =>
        IsRefused("/identity/sign-in", "--x\r\nContent-Disposition: form-data; name=\"persona\"\r\n\r\ntrad", "multipart/form-data; boundary=x", "broken off");

    private async Task IsRefused(string path, string form, string type, string what)
    {
        using var content = new StringContent(form) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

        using var answer = await running.Client.PostAsync(path, content);

        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{what}: {text}");
        JsonNode.Parse(text)!.Text("code").ShouldBe("bad-request", what);
    }
}
