using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Writing.Prompt;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Prompts as the workspace wants them: ours, or its own text in place of ours.</summary>
sealed class PromptDesk(ToombosDb db)
{
    const int OwnLength = 8;
    Prompt? _tried;

    public async Task<Prompt> OfAsync(string name, CancellationToken ct)
    {
        if (_tried?.Name == name) return _tried;
        var ours = Prompt.All[name];
        return await db.Prompts.AsNoTracking().FirstOrDefaultAsync(p => p.Name == name, ct) is { } own && Fits(ours, own.Text) ? ours with { Text = own.Text, Version = own.Version, Own = OwnOf(own.Text) } : ours;
    }

    /// <summary>From here on this stands in place of what is saved under its name, for this request alone; null for what is saved again.</summary>
    public void Try(Prompt? tried) => _tried = tried;

    /// <summary>Another text in place of ours, saved or not.</summary>
    /// <exception cref="FieldException">A place is missing, or there is none of that name.</exception>
    public static Prompt With(Prompt ours, string text, string field)
    {
        var (clean, places) = (text.ReplaceLineEndings("\n").Trim(), Prompt.PlacesOf(text));
        if (places.FirstOrDefault(p => !ours.Parameters.Contains(p)) is { } unknown) throw new FieldException(field, $"There is no place {{{{{unknown}}}}} in this prompt. It has: {Named(ours.Parameters)}.");
        if (ours.Parameters.FirstOrDefault(p => !places.Contains(p)) is { } missing) throw new FieldException(field, $"The place {{{{{missing}}}}} is missing. Keep all of: {Named(ours.Parameters)}.");
        return ours with { Text = clean, Own = OwnOf(clean) };
    }

    /// <summary>Whether a text has the places of ours, all and no other.</summary>
    static bool Fits(Prompt ours, string text) => ours.Parameters.SetEquals(Prompt.PlacesOf(text));

    /// <exception cref="FieldException">There is no such prompt, or it is for another channel.</exception>
    public Task<Prompt> OfAsync(PromptKind kind, string field, string name, OpenDraft open, CancellationToken ct)
    {
        var full = $"{kind.ToString().ToLowerInvariant()}.{name}";
        var fits = Prompt.All.Values.Where(p => p.Kind == kind && IsFor(p, open.Channel)).ToList();
        return fits.Exists(p => p.Name == full) ? OfAsync(full, ct)
            : throw new FieldException(field, $"There is no '{name}' for {open.Channel.Name}. Use one of: {string.Join(", ", fits.Select(p => p.Name[(p.Name.IndexOf('.') + 1)..]).Order(StringComparer.Ordinal))}.");
    }

    public static bool IsFor(Prompt prompt, ChannelKind channel) => prompt.For is null || Drafting.Matches(channel, prompt.For);

    public static async Task<Ok<IReadOnlyList<Wire>>> ListAsync(ToombosDb db, CancellationToken ct)
    {
        var own = await db.Prompts.AsNoTracking().ToDictionaryAsync(p => p.Name, ct);
        return TypedResults.Ok<IReadOnlyList<Wire>>([.. Prompt.All.Values.OrderBy(p => p.Kind).ThenBy(p => p.Name, StringComparer.Ordinal).Select(p => ToWire(p, own.GetValueOrDefault(p.Name)))]);
    }

    public static async Task<Ok<Wire>> GetAsync(string name, ToombosDb db, CancellationToken ct)
    {
        var ours = Prompt.All.GetValueOrDefault(name) ?? throw Missing.Of("prompt");
        return TypedResults.Ok(ToWire(ours, await db.Prompts.AsNoTracking().FirstOrDefaultAsync(p => p.Name == name, ct)));
    }

    public static async Task<Ok<Wire>> SetAsync(string name, SetPromptRequest request, ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var ours = Prompt.All.GetValueOrDefault(name) ?? throw Missing.Of("prompt");
        var text = With(ours, request.Text, "text").Text;
        return await db.InTransactionAsync(async () =>
        {
            var row = await db.Prompts.FirstOrDefaultAsync(p => p.Name == name, ct);
            if (row is null) db.Prompts.Add(row = new() { Name = name, Text = text, Base = ours.Text, Version = ours.Version, By = "", At = default });
            (row.Text, row.Base, row.Version, row.By, row.At) = (text, ours.Text, ours.Version, AuditedText.Clean(tenant.Actor, 100), clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            return TypedResults.Ok(ToWire(ours, row));
        }, ct);
    }

    /// <summary>Back to ours.</summary>
    public static async Task<Ok<Wire>> ResetAsync(string name, ToombosDb db, CancellationToken ct)
    {
        var ours = Prompt.All.GetValueOrDefault(name) ?? throw Missing.Of("prompt");
        if (await db.Prompts.FirstOrDefaultAsync(p => p.Name == name, ct) is { } row) db.Prompts.Remove(row);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(ToWire(ours, null));
    }

    static string Named(IEnumerable<string> places) => string.Join(", ", places.Order(StringComparer.Ordinal).Select(p => $"{{{{{p}}}}}")) is { Length: > 0 } named ? named : "none";

    static string OwnOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..OwnLength];

    static Wire ToWire(Prompt ours, PromptRow? own) => new()
    {
        Name = ours.Name, Version = ours.Version, Kind = ours.Kind, For = ours.For, Title = ours.Title, Description = ours.Description, Parameters = [.. ours.Parameters.Order(StringComparer.Ordinal)], Text = ours.Text,
        Own = own is null ? null : new(own.Text, own.Version, own.Base, Fits(ours, own.Text), own.By, own.At),
    };
}
