using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Toombos.Client.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Models;

/// <summary>Remembers for a month what models of the workspace answered.</summary>
sealed class ModelMemory(ToombosDb db, Tenant tenant, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>What was answered to exactly this; null when it was never asked.</summary>
    public Task<string?> RecallAsync(string key, CancellationToken ct)
    {
        var oldest = clock.GetUtcNow() - Kept;
        return db.ModelAnswers.Where(a => a.Key == key && a.At > oldest).Select(a => a.Text).FirstOrDefaultAsync(ct);
    }

    public Task KeepAsync(string key, string text, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        await db.ModelAnswers.Where(a => a.Key == key || a.At <= now - Kept).ExecuteDeleteAsync(ct);
        db.ModelAnswers.Add(new() { WorkspaceId = tenant.Required, Key = key, Text = text, At = now });
        return await db.SaveChangesAsync(ct);
    }, ct);

    public static string KeyOf(ModelRoute route, ModelQuestion question, IEnumerable<ChatMessage> messages)
    {
        var told = new StringBuilder().Append(route.ProviderId).Append('\n').Append(route.Model).Append('\n').Append(question.MaxOutputTokens).Append('\n').Append(question.Schema?.GetRawText());
        foreach (var message in messages) told.Append("\n\0").Append(message.Role.Value).Append('\n').Append(message.Text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told.ToString())));
    }
}
