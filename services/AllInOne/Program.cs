using System.CommandLine;
using Portal.AllInOne;
using Portal.ServiceDefaults.Hosting;

var country = new Option<string?>("--country") { Description = "Country pack, such as az or af.", Recursive = true };
var data = new Option<string?>("--data") { Description = "Folder for the databases and keys.", Recursive = true };
var urls = new Option<string?>("--urls") { Description = "Public address, such as http://localhost:8080." };
var reset = new Option<bool>("--reset-data") { Description = "Empty the databases before starting." };
var file = new Argument<string>("FILE") { Description = "CSV with a header line." };

var import = new Command("import", "Takes a tariff or nomenclature file into the customs tariff: all rows or none.") { file };
import.SetAction((told, stopping) => Maintenance.ImportTariff(Settings(told), told.GetRequiredValue(file), stopping));
var list = new Command("list-failed", "Lists messages that could not be delivered, with the reason.");
list.SetAction((told, _) => Maintenance.ListFailed(Settings(told)));
var replay = new Command("replay", "Lets those messages go out again at the next start, or at once if the portal runs.");
replay.SetAction((told, _) => Maintenance.Replay(Settings(told)));
var kept = new Argument<string[]>("SEALED") { Description = "What a service has logged when it sealed, such as customs:1234:5A0F...; does it still hold?", Arity = ArgumentArity.ZeroOrMore };
var verify = new Command("verify", "Recalculates who read what about whom, names the first row that was altered, and then ends with exit code 1.") { kept };
verify.SetAction((told, _) => Maintenance.VerifyUsageLogs(Settings(told), told.GetValue(kept) ?? []));

var root = new RootCommand("The whole portal in one process.")
{
    country, data, urls, reset,
    new Command("tariff", "The customs tariff.") { import },
    new Command("messages", "Messages between the services.") { list, replay },
    new Command("usage-log", "Who read what about whom.") { verify },
};
root.SetAction((told, stopping) => PortalHost.Guard(() => EmbeddedPortal.Run(Settings(told), told.GetValue(reset), stopping)));
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

IConfiguration Settings(ParseResult told) => EmbeddedPortal.Settings(new Dictionary<string, string?>
{
    ["Portal:Country"] = told.GetValue(country),
    ["Portal:Data"] = told.GetValue(data),
    ["urls"] = told.GetValue(urls),
});
