using System.Text;
using MimeKit;
using MimeKit.IO;

namespace Toombos.Connectors.Channels.Email;

/// <summary>A mail that is recognised when it comes twice, can be unsubscribed from with one click, and knows whether it has left.</summary>
sealed class OutgoingMail : MimeMessage
{
    /// <summary>RFC 5322 allows 998 characters in a line. These headers stay on one, as folding breaks the signatures over them.</summary>
    const int LongestLine = 998;

    readonly Alternatives _body = new();

    /// <summary>Whether all of the content went out, after which only the final dot is missing: from then on the server may have taken it.</summary>
    public bool Left => _body.Left;

    /// <summary>Null, and a sentence, where the mail can't be made.</summary>
    public static OutgoingMail? Of(EmailAccount account, Dispatch.Mail mail, out string wrong)
    {
        wrong = "";
        if (AddressOf(account.FromName, account.From) is not { } from) wrong = "The sender's address is not one. Correct it in the settings of the channel.";
        else if (AddressOf(mail.ToName, mail.To) is not { } to) wrong = "The receiver's address is not one. Correct it, or take it off the list.";
        else if (account.ReplyTo is not null && AddressOf(null, account.ReplyTo) is null) wrong = "The address for answers is not one. Correct it in the settings of the channel.";
        else if (!mail.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) wrong = "The key of the mail holds more than letters, digits, dash and underscore.";
        else if (!Uri.TryCreate(mail.UnsubscribeAddress, UriKind.Absolute, out var unsubscribe) || unsubscribe.Scheme is not ("https" or "http") || unsubscribe.AbsoluteUri.Length > LongestLine - 30)
            wrong = "The address for unsubscribing is no web address. Set the public address of the server.";
        else return Make(from, to, account, mail, unsubscribe.AbsoluteUri);
        return null;
    }

    static OutgoingMail Make(MailboxAddress from, MailboxAddress to, EmailAccount account, Dispatch.Mail mail, string unsubscribe)
    {
        var message = new OutgoingMail { Subject = OneLine(mail.Subject), Date = mail.Date, MessageId = $"{mail.Key}@{from.Domain}" };
        message.From.Add(from);
        message.To.Add(to);
        if (account.ReplyTo is { } reply && AddressOf(null, reply) is { } answers) message.ReplyTo.Add(answers);
        message.Headers.Add(HeaderId.ListId, OneLine(mail.ListId));
        message.Headers.Add(Unfolded("List-Unsubscribe", $"<{unsubscribe}>"));
        message.Headers.Add(Unfolded("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        message.Headers.Add(HeaderId.Precedence, "bulk");
        message._body.Add(new TextPart("plain") { Text = mail.Text });
        message._body.Add(new TextPart("html") { Text = mail.Html });
        message.Body = message._body;
        return message;
    }

    static Header Unfolded(string name, string value)
    {
        var header = new Header(Encoding.ASCII, name, value);
        header.SetRawValue(Encoding.ASCII.GetBytes($" {value}\r\n"));
        return header;
    }

    /// <summary>Null for what is no plain address, such as two of them or one with a name of its own.</summary>
    static MailboxAddress? AddressOf(string? name, string address)
    {
        return !address.AsSpan().ContainsAnyInRange('\0', ' ') && MailboxAddress.TryParse(address, out var mailbox) && mailbox.Address == address && mailbox.Domain.Length > 0
            ? new MailboxAddress(Encoding.UTF8, name is null ? null : OneLine(name), address) : null;
    }

    /// <summary>What people wrote becomes one line, so that it can't begin another header.</summary>
    static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) line.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? new Rune(' ') : rune);
        return line.ToString().Trim();
    }

    /// <summary>The body is what is written last, so it knows when all is written.</summary>
    sealed class Alternatives : MultipartAlternative
    {
        public bool Left { get; private set; }

        public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            Left = false;
            await base.WriteToAsync(options, stream, contentOnly, cancellationToken);
            Left = stream is not MeasuringStream; // which only counts
        }
    }
}
