using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Connections;

/// <summary>What holds for connections whatever is done with them.</summary>
static class ConnectionRules
{
    /// <summary>Where people come back to from services; it is registered there letter by letter.</summary>
    public const string ReturnPath = "/settings/connections/callback";
    const int Most = 50;

    public static async Task<Connection> FindConnectionAsync(this ToombosDb db, Guid id, CancellationToken ct) =>
        await db.Connections.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("connection");

    public static async Task RequireRoomAsync(ToombosDb db, CancellationToken ct)
    {
        if (await db.Connections.CountAsync(ct) >= Most) throw new DomainRuleException("connection.too-many", $"A workspace has at most {Most} connected accounts. Disconnect one that is no longer used.");
    }

    public static string HashOf(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));

    /// <summary>A token is one line of letters that can stand in a header.</summary>
    public static string Token(string token) => token.Trim() is { Length: > 0 } trimmed && trimmed.All(c => c is > ' ' and < '\x7f') ? trimmed : throw new FieldException("token", "The token holds characters that no token has. Copy it again.");

    /// <summary>The server of one's own that was named; null for the service's usual one.</summary>
    public static string? HostOf(AccountProvider provider, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (!provider.OwnHost) throw new FieldException("host", $"{provider.Name} is in one place only. Leave the address out.");
        if (!Uri.TryCreate(typed.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.AbsolutePath != "/" || uri.Query.Length > 0)
            throw new FieldException("host", "Write the address of the server alone, such as https://git.example.com.");
        var host = uri.GetLeftPart(UriPartial.Authority);
        return host == provider.Host ? null : host;
    }

    public static void RequireOpen(Outbound outbound)
    {
        if (outbound.WhyClosed is { } why) throw new DomainRuleException("outbound.closed", why);
    }

    /// <summary>What was asked and not allowed, as a sentence; null where all was.</summary>
    public static string? Missed(AccountProvider provider, IReadOnlyList<string> granted)
    {
        var missed = provider.Scopes.Where(s => !Allows(granted, s.Scope) && s.Scope is not ("openid" or "email" or "profile")).Select(s => $"“{s.Means}”").ToList();
        return missed.Count == 0 ? null : $"Not allowed while connecting: {string.Join(", ", missed)}. Connect again and allow it, else {provider.Name} will refuse what needs it.";
    }

    /// <summary>Google grants some scopes under a longer name than they are asked by.</summary>
    public static bool Allows(IReadOnlyList<string> granted, string scope) => granted.Contains(scope) || granted.Contains($"https://www.googleapis.com/auth/userinfo.{scope}");

    public static DomainRuleException Refused(string sentence) => new("connection.refused", sentence);
}
