using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace Toombos.Connectors.Channels.Accounts;

/// <summary>A password, token or key: stored sealed, never shown again.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>Whom the account's secrets belong to: where it changes, they must be entered anew, so that they go to nobody else.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OwnsSecretsAttribute : Attribute;

/// <summary>A connected account of the workspace, by its id; its token is put in place when it is needed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConnectedAttribute : Attribute;

/// <summary>A place of the account, such as one of its pages, which the connected account can list.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListedAttribute : Attribute;

/// <summary>A name of a host, or its address, without a port.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HostNameAttribute() : ValidationAttribute("This is no name of a host. Write it like smtp.example.com.")
{
    public override bool IsValid(object? value) => value is null || value is string host && Uri.CheckHostName(host.TrimEnd('.')) != UriHostNameType.Unknown;
}

/// <summary>One mail address and nothing else.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MailboxAttribute() : ValidationAttribute("This is no mail address. Write it like news@example.com.")
{
    public override bool IsValid(object? value) =>
        value is null || value is string address && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && MailAddress.TryCreate(address, out var mail) && mail.Address == address && mail.Host.Contains('.', StringComparison.Ordinal);
}

/// <summary>An address of the web in full, without user and password.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WebAddressAttribute() : ValidationAttribute("This is no web address. Write it in full, such as https://example.com/toombos, without user and password.")
{
    /// <summary>Whether something may follow ? or #.</summary>
    public bool Query { get; init; }

    public override bool IsValid(object? value) =>
        value is null || value is string address && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0 && uri.Host.Length > 0
        && !address.Any(char.IsControl) && (Query || uri.Query.Length + uri.Fragment.Length == 0 && address.IndexOfAny(['?', '#']) < 0);
}
