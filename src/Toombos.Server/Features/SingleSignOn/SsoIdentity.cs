using Microsoft.IdentityModel.JsonWebTokens;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>Who a provider says that somebody is. The address counts only when the provider has verified it.</summary>
public sealed record SsoIdentity(string Issuer, string Subject, string? Email, bool EmailVerified, string? Name)
{
    const int LongestSubject = 255, LongestName = 100;

    /// <param name="claim">The value of a claim as text; null when there is none.</param>
    public static SsoIdentity Of(string issuer, Func<string, string?> claim)
    {
        var subject = claim(JwtRegisteredClaimNames.Sub);
        if (subject is not { Length: > 0 and <= LongestSubject } || subject.Any(char.IsControl)) throw SsoRefusal.Of("The provider's answer does not say who you are.");
        var name = claim("name")?.Trim() is { Length: > 0 } full ? full : $"{claim("given_name")} {claim("family_name")}".Trim();
        // xms_edov is how Microsoft Entra says the same thing: the owner of the domain is verified.
        return new(issuer, subject, claim("email"), IsTrue(claim("email_verified")) || IsTrue(claim("xms_edov")), name.Length == 0 ? null : Cut(name));
    }

    static bool IsTrue(string? text) => text is "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    static string Cut(string name)
    {
        var clean = new string([.. name.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(LongestName)]).Trim();
        return clean;
    }
}
