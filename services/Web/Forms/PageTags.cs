using Microsoft.AspNetCore.Razor.TagHelpers;
using Portal.Web.Languages;

namespace Portal.Web.Forms;

/// <summary><c>to="/customs"</c> on links and forms: that page in the language of this one.</summary>
[HtmlTargetElement("a", Attributes = Attribute)]
[HtmlTargetElement("form", Attributes = Attribute)]
public sealed class LinkInLanguage(Words words) : TagHelper
{
    private const string Attribute = "to";

    /// <summary>Path behind the language.</summary>
    public string To { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Attributes.SetAttribute(context.TagName == "form" ? "action" : "href", $"/{words.Language.Path}{To.TrimEnd('/')}");
}

/// <summary><c>if-there</c> on a stylesheet: left out where the build could not fetch it.</summary>
[HtmlTargetElement("link", Attributes = Attribute)]
public sealed class StylesheetIfThere(IWebHostEnvironment environment) : TagHelper
{
    private const string Attribute = "if-there";

    /// <summary>Runs before the version is added.</summary>
    public override int Order => -2000;

    /// <summary>Marks the stylesheet.</summary>
    public bool IfThere { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!environment.WebRootFileProvider.GetFileInfo(context.AllAttributes["href"].Value.ToString()!.TrimStart('~')).Exists)
            output.SuppressOutput();
    }
}
