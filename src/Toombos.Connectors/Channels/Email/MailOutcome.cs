using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Email;

/// <summary>Reads what came of a mail off the server's codes (RFC 5321, RFC 3463) and off the ways in which a line can break.</summary>
static partial class MailOutcome
{
    static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public static ChannelAnswer.Delivered Taken(string answer, EmailAccount account) =>
        new(Confirmed: false, QueueId().Match(answer) is { Success: true } id ? id.Groups["id"].Value : null, Clean(answer, account));

    /// <summary>Of a failure after which it is known that nothing was taken.</summary>
    public static ChannelAnswer Failed(Exception failure, EmailAccount account) => failure switch
    {
        AddressNotPublicException => new ChannelAnswer.Rejected(ChannelProblem.Permission, "The mail server lies in a private network. Use a public one, or ask the operator to allow this host."),
        AuthenticationException { InnerException: SmtpCommandException refused } => Refused((int)refused.StatusCode, refused.Message, account, signingIn: true),
        AuthenticationException signIn => new ChannelAnswer.Rejected(ChannelProblem.Auth, "The mail server does not accept user and password. Enter them again.", Clean(signIn.Message, account)),
        SmtpCommandException refused => Refused((int)refused.StatusCode, refused.Message, account, of: refused.ErrorCode),
        ServiceNotAuthenticatedException unknown => new ChannelAnswer.Rejected(ChannelProblem.Auth, "The mail server asks for user and password. Enter them in the settings of the channel.", Clean(unknown.Message, account)),
        SslHandshakeException => new ChannelAnswer.TryLater(ChannelProblem.Transient, "No secure connection: the mail server's certificate is missing, expired or for another name, or the port speaks no TLS."),
        NotSupportedException cannot => new ChannelAnswer.Rejected(ChannelProblem.Version, "The mail server can't do what is asked of it: it offers no STARTTLS, no sign-in with a password, or no addresses in other scripts. Choose another port or security.", Clean(cannot.Message, account)),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => new ChannelAnswer.TryLater(ChannelProblem.Transient, "The mail server's name is not known. Check its spelling."),
        SocketException => new ChannelAnswer.TryLater(ChannelProblem.Transient, "The mail server does not accept connections. Check host and port."),
        OperationCanceledException => new ChannelAnswer.TryLater(ChannelProblem.Transient, "The mail server took too long to answer."),
        _ => new ChannelAnswer.TryLater(ChannelProblem.Transient, "The line to the mail server broke before the mail was handed over."),
    };

    /// <summary>Whether the exception is one of those that servers and lines cause.</summary>
    public static bool IsExpected(Exception failure) => failure is CommandException or ProtocolException or AuthenticationException or ServiceNotAuthenticatedException or ServiceNotConnectedException
        or SslHandshakeException or NotSupportedException or SocketException or IOException or AddressNotPublicException or OperationCanceledException;

    public static ChannelAnswer Refused(int status, string text, EmailAccount account, bool signingIn = false, SmtpErrorCode of = SmtpErrorCode.UnexpectedStatusCode)
    {
        var answer = Clean(text, account);
        var detail = EnhancedCode().Match(text) is { Success: true } code ? (code.Groups["subject"].Value, code.Groups["detail"].Value) : default;
        if (status < 500)
        {
            var problem = detail switch { ("2", "2") or ("3", "1") => ChannelProblem.Quota, ("7", _) => ChannelProblem.Rate, _ => RateWords().IsMatch(text) ? ChannelProblem.Rate : ChannelProblem.Transient };
            return new ChannelAnswer.TryLater(problem, "The mail server takes no mail just now.", WaitIn(text), answer);
        }
        var (kind, sentence) = (status, detail) switch
        {
            _ when signingIn => (ChannelProblem.Auth, "The mail server does not accept user and password. Enter them again."),
            (530 or 534 or 535 or 538, _) or (_, ("7", "8" or "9" or "11")) => (ChannelProblem.Auth, "The mail server asks for another user or password. Enter them again."),
            (_, ("3", "4")) => (ChannelProblem.Content, "The mail is too large for the mail server. Make it shorter."),
            // Many servers keep what they have against a sender until they are told a receiver.
            _ when of == SmtpErrorCode.SenderNotAccepted || IsAboutSender(text) => (ChannelProblem.Permission, "The mail server does not let this sender write. Use an address that belongs to the account."),
            (_, ("2", "2")) => (ChannelProblem.Quota, "The receiver's mailbox is full."),
            (_, ("1", _) or ("2", "1")) => (ChannelProblem.Content, "The mail server knows no such receiver. Take the address off the list."),
            _ when of == SmtpErrorCode.RecipientNotAccepted && detail.Item1 != "7" => (ChannelProblem.Content, "The mail server does not take this receiver. Take the address off the list."),
            _ when of == SmtpErrorCode.MessageNotAccepted => (ChannelProblem.Content, "The mail server refused the mail for what is in it. Its answer says why."),
            (_, ("7", _)) => (ChannelProblem.Permission, "The mail server does not let this mail through. Its answer says why."),
            _ => (ChannelProblem.Unknown, "The mail server refused. Its answer says why."),
        };
        return new ChannelAnswer.Rejected(kind, sentence, answer);
    }

    public static string? Clean(string text, EmailAccount account) => AnswerText.Of(text, $"\0{account.User}\0{account.Password}", account.Password);

    public static bool IsAboutSender(string text) => SenderWords().IsMatch(text);

    /// <summary>How long the server asks to wait, where it says so in words.</summary>
    static TimeSpan? WaitIn(string text)
    {
        if (Wait().Match(text) is not { Success: true } wait || !int.TryParse(wait.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var span = TimeSpan.FromSeconds((long)number * (wait.Groups["unit"].Value[0] | 0x20) switch { 'h' => 3600, 'm' => 60, _ => 1 });
        return span < LongestWait ? span : LongestWait;
    }

    [GeneratedRegex(@"\b(?:queued as|queued mail|id=|queue id:?)\s*(?<id>[\w.-]{1,100})", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex QueueId();

    [GeneratedRegex(@"\b[245]\.(?<subject>\d{1,3})\.(?<detail>\d{1,3})\b", RegexOptions.NonBacktracking)]
    private static partial Regex EnhancedCode();

    [GeneratedRegex(@"\b(rate|too many|limit|throttl|greylist)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex RateWords();

    [GeneratedRegex(@"\bsender (?:address )?(?:rejected|refused|denied|verify failed)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SenderWords();

    [GeneratedRegex(@"\b(?:in|after|for|wait)\s+(?<number>\d{1,6})\s*(?<unit>s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Wait();
}
