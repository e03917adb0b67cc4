using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Server.Features.Audiences;
using Toombos.Server.Features.Rendering;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using ChannelFamily = Toombos.Connectors.Channels.ChannelFamily;
using Publishes = Toombos.Connectors.Channels.Publishes;

namespace Toombos.Server.Features.Publishing;

/// <summary>What is sent to see whether a channel works. None of it is a publication: nothing of it stands in the ledger, and nothing stays.</summary>
sealed class Trials(ToombosDb db, DraftDesk drafts, PublishedPictures pictures, UnsubscribeLinks links, Tenant tenant, TimeProvider clock)
{
    const string Mark = "[TEST] ";
    readonly string _key = $"try_{Guid.NewGuid():N}";

    /// <summary>A letter to whoever asks: the draft as its readers would get it, approved or not, or a few words.</summary>
    public async Task<IReadOnlyList<CheckedPoint>> WriteAsync(ChannelAccount account, IChannel connector, Guid? draft, CancellationToken ct)
    {
        var id = tenant.Caller.Kind == CallerKind.Person ? tenant.Caller.PersonId : null;
        var me = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct)
            ?? throw new DomainRuleException("channel.trial-needs-person", "A test letter goes to whoever asks for it, and a key has no letter box. Sign in and try the channel in the dashboard.");
        if (!me.EmailConfirmed) throw new DomainRuleException("account.not-verified", "A test letter goes to your own address, which is not confirmed yet. Open the link in the mail that you got, or ask for a new one.");
        var leave = await links.OfAsync(Guid.Empty, null, ct);
        var (subject, html, text) = draft is { } wanted ? await DrawAsync(wanted, leave, ct) : Words(connector.About.Name);
        var answer = await connector.SendAsync(account, new Dispatch.Mail
        {
            Key = _key, IsTrial = true, To = me.Email!, ToName = me.Name, Subject = Mark + subject, Html = html, Text = text, Date = clock.GetUtcNow(), UnsubscribeAddress = leave, ListId = $"Test <{tenant.Required:N}.test.invalid>",
        }, NoMemory.Instance, ct);
        return [answer is ChannelAnswer.Delivered ? new(true, "Test letter", $"{connector.About.Name} took it for {me.Email}. Look whether it arrives, and not among the spam.") : Bad("Test letter", answer)];
    }

    /// <summary>A post or page that is put up where readers do not see it, and taken away.</summary>
    public async Task<IReadOnlyList<CheckedPoint>> PostAsync(ChannelAccount account, IChannel connector, CancellationToken ct)
    {
        var (memory, now) = (new Notes(), clock.GetUtcNow());
        var words = string.Create(CultureInfo.InvariantCulture, $"A test by Toombos, {now:yyyy-MM-dd HH:mm:ss} UTC. It goes away again.");
        Dispatch dispatch = connector.About.Publishes == Publishes.Posts ? new Dispatch.Posts([words], "en", now, AiUse.Human) { Key = _key, IsTrial = true } : new Dispatch.Article
        {
            Key = _key, IsTrial = true, Title = "A test by Toombos", Slug = _key.Replace('_', '-'), Html = $"<p>{words}</p>", Markdown = words, Excerpt = null, Tags = [], Language = "en", At = now, Ai = AiUse.Human,
        };
        var put = await connector.SendAsync(account, dispatch, memory, ct);
        if (put is not ChannelAnswer.Delivered { Reference: { } reference }) return [Bad("Test", put)];
        var gone = await connector.SendAsync(account, new Dispatch.Removal(reference, memory.Kept) { Key = $"{_key}_away", IsTrial = true }, NoMemory.Instance, ct);
        return [new(true, "Test", $"{connector.About.Name} took it."), gone is ChannelAnswer.Delivered ? new(true, "Taken away", "It is gone again.") : Bad("Taken away", gone)];
    }

    async Task<(string Subject, string Html, string Text)> DrawAsync(Guid id, string leave, CancellationToken ct)
    {
        var open = await drafts.OpenAsync(id, null, ct);
        if (open.Channel.Family != ChannelFamily.Email) throw new DomainRuleException("channel.wrong-family", "Only a newsletter can be sent as a test letter. Choose the draft that was written for email.", StatusCodes.Status422UnprocessableEntity);
        var content = open.Version.Content;
        var letter = new LetterDraft(new()
        {
            Channel = open.Channel, Content = content, Brand = open.Brand, Ai = open.Version.Ai, Template = open.Piece.Template, Date = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), Pictures = await pictures.AddressesAsync(content, ct),
        });
        return (letter.Subject, letter.HtmlFor(leave), letter.TextFor(leave));
    }

    static (string Subject, string Html, string Text) Words(string name)
    {
        var words = $"This letter came through {name}, as your newsletters will. Nobody else got it.";
        return ($"Toombos can write through {name}", $"<!doctype html><html lang=\"en\"><title>Test</title><p>{System.Net.WebUtility.HtmlEncode(words)}</p></html>", words);
    }

    static CheckedPoint Bad(string name, ChannelAnswer answer) =>
        CheckedPoints.Bad(name, answer is ChannelAnswer.Unclear unclear ? unclear with { Sentence = $"{unclear.Sentence} Look there whether the test is up." } : answer);

    /// <summary>For as long as the trial takes.</summary>
    sealed class Notes : IDispatchMemory
    {
        public Dictionary<string, string> Kept { get; } = new(StringComparer.Ordinal);

        public string? Recall(string name) => Kept.GetValueOrDefault(name);

        public Task KeepAsync(string name, string? value, CancellationToken ct)
        {
            if (value is null) Kept.Remove(name);
            else Kept[name] = value;
            return Task.CompletedTask;
        }
    }
}
