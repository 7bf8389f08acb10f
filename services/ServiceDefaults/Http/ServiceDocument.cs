using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Portal.ServiceDefaults.CountryPacks;

namespace Portal.ServiceDefaults.Http;

/// <summary>
/// What a service's OpenAPI document says beyond the routes: error codes of every operation, the access token, and for
/// every request body an example from each country pack (<c>examples/{service}/{operation}.json</c>).
/// </summary>
public static partial class ServiceDocument
{
    /// <summary>Names the codes an operation may fail with, beside those that every operation shares.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, int status, params string[] codes) => route.WithMetadata(new Failure(status, codes));

    /// <summary>Titles the document and adds errors, security and examples to its operations.</summary>
    public static void Describe(this OpenApiOptions options, string title, string description)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = title, Description = description, Version = "1.0" };
            // The address it was asked at would make the document differ from host to host.
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Tags = document.Paths.Keys.Select(path => TagOf(path.TrimStart('/'))).Distinct().Select(tag => new OpenApiTag { Name = tag }).ToHashSet();
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "An access token of this portal's OpenID Connect provider, /identity." },
            };
            document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
            document.Components.Schemas["Problem"] = ProblemSchema();
            return Task.CompletedTask;
        });
        // Null is left out of answers: a member that may be null is not always there.
        options.AddSchemaTransformer((schema, context, _) =>
        {
            foreach (var member in context.JsonTypeInfo.Properties.Where(member => member.IsGetNullable))
                schema.Required?.Remove(member.Name);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(context.Description.RelativePath!), context.Document) };
            KeepFirstSentence(operation);
            LetListsBeEmpty(operation);
            AddFailures(operation, context);
            AddExamples(operation, context);
            return Task.CompletedTask;
        });
    }

    /// <summary>Lists show the summary: one sentence. The whole text is the description.</summary>
    private static void KeepFirstSentence(OpenApiOperation operation)
    {
        if (operation.Summary is { } whole && EndOfClause().Match(whole) is { Success: true, Index: var end })
            (operation.Description, operation.Summary) = (whole, whole[..end] + ".");
    }

    [GeneratedRegex(@"[:;.](?=\s)")]
    private static partial Regex EndOfClause();

    /// <summary>A list in a query may be empty. Where the compiler works out the routes, the framework calls it required all the same (dotnet/aspnetcore#65344).</summary>
    private static void LetListsBeEmpty(OpenApiOperation operation)
    {
        foreach (var list in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.Schema?.Type == JsonSchemaType.Array))
            list.Required = false;
    }

    /// <summary>Operations are grouped by what they are about: the segment behind <c>api/{service}</c>, or the last one.</summary>
    private static string TagOf(string path) => path.Split('/') is ["api", _, var subject, ..] ? subject : path.Split('/')[^1];

    private static void AddFailures(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var failures = metadata.OfType<Failure>().ToList();
        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            failures.Add(new Failure(401, ["unauthenticated"]));
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", context.Document)] = [] }];
        }

        if (metadata.OfType<IAuthorizeData>().Any() || metadata.OfType<AuthorizationPolicy>().Any())
            failures.Add(new Failure(403, ["forbidden"]));
        if (metadata.OfType<IAcceptsMetadata>().Any(accepts => accepts.ContentTypes.Contains("application/json")))
            failures.AddRange([new Failure(400, ["malformed-json", "invalid-request"]), new Failure(413, ["body-too-large"]), new Failure(415, ["unsupported-media-type"])]);
        if (context.Description.HttpMethod == "POST" && metadata.OfType<SafeToRepeat>().Any())
        {
            AddIdempotencyKey(operation);
            failures.AddRange([new Failure(400, ["bad-idempotency-key"]), new Failure(409, ["idempotency-key-in-flight", "changed-meanwhile"]), new Failure(422, ["idempotency-key-reused"])]);
        }

        failures.Add(new Failure(429, ["too-many-requests"]));
        failures.Add(new Failure(503, ["service-unavailable"]));
        operation.Responses ??= [];
        foreach (var status in failures.GroupBy(failure => failure.Status).OrderBy(group => group.Key))
        {
            operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = "Codes: " + string.Join(", ", status.SelectMany(failure => failure.Codes).Distinct()),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("Problem", context.Document) },
                },
            };
        }
    }

    private static void AddIdempotencyKey(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = IdempotentAnswer.Header, In = ParameterLocation.Header,
            Description = "Repeat a request safely: the same key and request get the first answer again, for 24 hours.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
        });
    }

    private static void AddExamples(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (operation.RequestBody?.Content is not { } content || operation.OperationId is null)
            return;
        var folder = Countries.Folder(context.ApplicationServices.GetRequiredService<IConfiguration>());
        foreach (var country in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var file = Path.Combine(country, "examples", context.DocumentName, $"{operation.OperationId}.json");
            if (!File.Exists(file))
                continue;
            foreach (var media in content.Where(media => media.Key is "application/json" or "application/pdf" or "text/csv" or "application/x-www-form-urlencoded").Select(media => media.Value))
            {
                media.Examples ??= new Dictionary<string, IOpenApiExample>();
                media.Examples[Path.GetFileName(country)] = new OpenApiExample { Value = JsonNode.Parse(File.ReadAllText(file)) };
            }
        }
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Problem details, RFC 9457.",
        Required = new HashSet<string> { "status", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("URI of the kind of problem."),
            ["title"] = Text("The HTTP status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("What is wrong, for people."),
            ["instance"] = Text("Path of the request."),
            ["code"] = Text("What is wrong, for programs; stable."),
            ["traceId"] = Text("Leads us to what happened."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "Every fault of the request.",
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["pointer"] = Text("JSON pointer into the body (RFC 6901), or the parameter's name."),
                        ["code"] = Text("What is wrong there; stable."),
                        ["detail"] = Text("The same for people."),
                        ["min"] = new OpenApiSchema { Type = JsonSchemaType.Number, Description = "The least that is allowed, where there is such a limit." },
                        ["max"] = new OpenApiSchema { Type = JsonSchemaType.Number, Description = "The most that is allowed: a number, how many, or how many characters or decimals." },
                        ["expected"] = Text("What would be right: a value, several with commas between, or the name of a form."),
                    },
                },
            },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private sealed record Failure(int Status, string[] Codes);
}
