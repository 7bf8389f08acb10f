using System.Text.Json.Nodes;
using Portal.Web.Forms;

namespace Portal.Web.Tests;

/// <summary>Places in JSON, as RFC 6901 names them.</summary>
public sealed class JsonPointerTests
{
    private const string Json = """{"a":{"b":[10,{"c/d":1,"e~f":2}]},"n":null}""";

    [Theory]
    [InlineData("", Json)]
    [InlineData("/a/b/0", "10")]
    [InlineData("/a/b/1/c~1d", "1")]
    [InlineData("/a/b/1/e~0f", "2")]
    [InlineData("/a/b/2", null)]
    [InlineData("/a/b/-1", null)]
    [InlineData("/a/b/x", null)]
    [InlineData("/a/b/0/deeper", null)]
    [InlineData("/n", null)]
    [InlineData("/n/deeper", null)]
    [InlineData("/missing/deeper", null)]
    public void A_place_is_found_or_there_is_nothing(string pointer, string? found) => JsonNode.Parse(Json).At(pointer)?.ToJsonString().ShouldBe(found);

    [Theory]
    [InlineData("/x", """{"x":1}""")]
    [InlineData("/x/y", """{"x":{"y":1}}""")]
    [InlineData("/x/0/y", """{"x":[{"y":1}]}""")]
    [InlineData("/x/1", """{"x":[null,1]}""")]
    [InlineData("/x~1y/0", """{"x/y":[1]}""")]
    public void What_lies_on_the_way_is_made(string pointer, string made)
    {
        var root = new JsonObject();
        root.Put(pointer, JsonValue.Create(1));
        root.ToJsonString().ShouldBe(made);
        root.Put(pointer, JsonValue.Create(2));
        root.At(pointer)!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public void Nothing_takes_away_what_stands_there()
    {
        var root = JsonNode.Parse("""{"x":{"y":1,"z":2}}""")!.AsObject();
        root.Put("/x/y", null);
        root.ToJsonString().ShouldBe("""{"x":{"z":2}}""");
        root.Put("/never/there", null);
        root.At("/never/there").ShouldBeNull();
    }
}
