using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.ServiceDefaults.Security;

/// <summary>
/// Validates tokens, and remembers for some seconds those that were found valid: programs send the same one with every
/// request, and its signature costs more than most answers. A token that expires meanwhile is not remembered longer.
/// </summary>
internal sealed class KnownTokens(TimeProvider clock) : JsonWebTokenHandler
{
    private const int Most = 10_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (TokenValidationResult Result, DateTime Until)> known = new(StringComparer.Ordinal);

    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters) =>
        known.TryGetValue(token, out var found) && clock.GetUtcNow().UtcDateTime < found.Until ? Task.FromResult(found.Result) : Validate(token, validationParameters);

    private async Task<TokenValidationResult> Validate(string token, TokenValidationParameters parameters)
    {
        // Without keys the validation would call the token bad; this says that they cannot be had.
        await parameters.ConfigurationManager.GetBaseConfigurationAsync(CancellationToken.None);
        var result = await base.ValidateTokenAsync(token, parameters);
        if (!result.IsValid)
            return result;
        if (known.Count >= Most)
            known.Clear();
        var until = clock.GetUtcNow().UtcDateTime + KeptFor;
        known[token] = (result, until < result.SecurityToken.ValidTo ? until : result.SecurityToken.ValidTo);
        return result;
    }
}
