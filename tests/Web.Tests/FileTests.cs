using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Web.Forms;
using Portal.Web.Pages;

namespace Portal.Web.Tests;

/// <summary>Files that go with a form.</summary>
public sealed class FileTests
{
    [Theory]
    [InlineData("contract.pdf", "contract.pdf")]
    [InlineData(@"C:\papers\contract.pdf", "contract.pdf")]
    [InlineData("/home/leyla/contract.pdf", "contract.pdf")]
    public void A_file_is_sent_by_its_name_without_its_folder(string chosen, string sent) => new HandIn(chosen).Name.ShouldBe(sent);

    private sealed class HandIn : FormPage
    {
        private const string Box = "/file";

        public HandIn(string chosen) => PageContext = new PageContext
        {
            HttpContext = new DefaultHttpContext { Request = { Form = new FormCollection(null, new FormFileCollection { new FormFile(Stream.Null, 0, 0, Box, chosen) }) } },
        };

        public string Name => NameOf(Box);

        protected override Task<IActionResult?> Send(Form form) => Task.FromResult<IActionResult?>(null);
    }
}
