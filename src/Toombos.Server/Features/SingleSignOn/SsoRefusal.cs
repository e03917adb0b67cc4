using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>Refusals of a sign-in at a provider: one code and status, and a sentence for the person who stands before it.</summary>
static class SsoRefusal
{
    const int LongestQuote = 200;

    public static DomainRuleException Of(string sentence) => new("sso.refused", sentence, StatusCodes.Status401Unauthorized);

    /// <summary>What the provider said, as one line that can't grow or break anything.</summary>
    public static string Quote(string? error, string? description)
    {
        var text = new string([.. $"{error}{(description is { Length: > 0 } ? ": " : "")}{description}".Where(c => !char.IsControl(c)).Take(LongestQuote)]);
        return text.Length == 0 ? "nothing" : $"“{text}”";
    }
}
