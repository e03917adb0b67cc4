using Microsoft.EntityFrameworkCore;
using Toombos.Client.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Models;

/// <summary>What a provider must be.</summary>
static class ProviderRules
{
    public static string Address(string address) =>
        Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length + uri.Query.Length + uri.Fragment.Length == 0 && uri.Host.Length > 0 && !address.Any(char.IsControl)
            ? address.Trim().TrimEnd('/') : throw new FieldException("address", "This is no address of an API. Write it in full, such as https://api.openai.com/v1, without user, ? and #.");

    public static IReadOnlyList<ModelEntry> Models(IReadOnlyList<ModelEntry> models)
    {
        var twice = models.GroupBy(m => m.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? models : throw new FieldException("models", $"{twice.Key} is named twice. Name each model once.");
    }

    /// <summary>A key is one line of letters that can stand in a header.</summary>
    public static string Key(string key) => key.Trim() is var trimmed && trimmed.All(c => c is > ' ' and < '\x7f') ? trimmed : throw new FieldException("key", "The key holds characters that no key has. Copy it again.");

    public static async Task<ModelProvider> FindProviderAsync(this ToombosDb db, Guid id, CancellationToken ct) => await db.ModelProviders.FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw Missing.Of("model provider");
}
