using System.Globalization;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.MailApi;

/// <summary>What is the same at every service that sends mails through an interface of its own: one call a letter, with what lists owe their readers.</summary>
public abstract class MailApiChannel<T>(ApiLine line) : IChannel where T : MailApiAccount
{
    public abstract Connector About { get; }
    public abstract AfterSilence AfterSilence { get; }

    public async Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct)
    {
        var (mine, mail) = (Mine(account), MailOf(dispatch));
        if (!mail.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return new ChannelAnswer.Rejected(ChannelProblem.Content, "The key of the mail holds more than letters, digits, dash and underscore.");
        var answer = await line.CallAsync(Letter(mine, mail), ct);
        return answer.Good ? new ChannelAnswer.Delivered(Confirmed: false, NameOf(answer)) : Refusal(answer);
    }

    public virtual Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct) =>
        Task.FromResult<ReadBack>(new ReadBack.CannotTell($"{About.Name} can't be asked for a mail whose answer was lost. Its log, or a receiver, knows."));

    public async Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct)
    {
        var answer = await line.CallAsync(Look(Mine(account)), ct);
        return [answer.Good ? new(true, "Key", $"{About.Name} accepts the key.") : CheckedPoints.Bad("Key", Refusal(answer))];
    }

    internal ApiLine Line => line;

    internal abstract ApiCall Letter(T account, Dispatch.Mail mail);

    /// <summary>A call that changes nothing and needs the key.</summary>
    internal abstract ApiCall Look(T account);

    /// <summary>What the service calls the letter that it took.</summary>
    internal abstract string? NameOf(ApiAnswer answer);

    internal abstract ChannelAnswer Refusal(ApiAnswer answer);

    internal T Mine(ChannelAccount account) => account as T ?? throw new ArgumentException($"This is no account at {About.Name}.", nameof(account));

    internal Dispatch.Mail MailOf(Dispatch dispatch) => dispatch as Dispatch.Mail ?? throw new ArgumentException($"{About.Name} takes mails.", nameof(dispatch));

    /// <summary>RFC 2369, 2919 and 8058; and a name that is the same at every attempt, by which a receiver's program knows a repetition.</summary>
    internal static IEnumerable<(string Name, string Value)> ListHeaders(MailApiAccount account, Dispatch.Mail mail) =>
    [
        ("Message-ID", $"<{mail.Key}@{account.From[(account.From.LastIndexOf('@') + 1)..]}>"), ("List-Id", OneLine(mail.ListId)), ("List-Unsubscribe", $"<{OneLine(mail.UnsubscribeAddress)}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"), ("Precedence", "bulk"),
    ];

    internal static JsonObject HeadersOf(MailApiAccount account, Dispatch.Mail mail)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in ListHeaders(account, mail)) headers[name] = value;
        return headers;
    }

    /// <summary>A name and an address as one header has them.</summary>
    internal static string Written(string? name, string address) => name is null ? address : $"\"{OneLine(name).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" <{address}>";

    /// <summary>What people wrote becomes one line, so that it can't begin another header.</summary>
    internal static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();

    internal ChannelAnswer.Rejected BadKey(ApiAnswer answer) => new(ChannelProblem.Auth, $"{About.Name} does not accept the API key. Make a new one that may send, and enter it.", answer.Said);

    internal ChannelAnswer.Rejected BadReceiver(ApiAnswer answer, string? said) => new(ChannelProblem.Content, string.Create(CultureInfo.InvariantCulture, $"{About.Name} does not take this mail. It said: {said ?? answer.Said}"), answer.Said);
}
