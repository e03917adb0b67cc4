using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Passkeys;

/// <summary>What holds for every passkey: which address it is for, how many a person has, how it is named on the wire.</summary>
public sealed partial class PasskeyRules(UserManager<Person> people, Tenant tenant, ILogger<PasskeyRules> log)
{
    public const int Most = 20;
    const int LongestReason = 200;
    public const string MakingState = "passkey-making", SignInState = "passkey-sign-in";

    /// <summary>How long a person has for the browser's question.</summary>
    public static readonly TimeSpan StateLife = TimeSpan.FromMinutes(5);

    /// <summary>Domain that passkeys are bound to: they are offered there and nowhere else.</summary>
    public static string DomainOf(PublicAddress address) => PageOf(address).IdnHost;

    /// <summary>Whether a page at this origin is the dashboard.</summary>
    public static bool IsOurs(string origin, PublicAddress address) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && Uri.Compare(from, PageOf(address), UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Browsers bind passkeys to names only; a machine that is reached by its loopback number is called localhost.</summary>
    static Uri PageOf(PublicAddress address)
    {
        var page = new UriBuilder(address.Value);
        if (page.Uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 && page.Uri.IsLoopback) page.Host = "localhost";
        return page.Uri;
    }

    /// <summary>The signed-in person.</summary>
    public async Task<Person> PersonAsync() => await people.FindByIdAsync(tenant.Caller.PersonId!.Value.ToString()) ?? throw Missing.Of("person");

    /// <summary>The signed-in person and the passkey of theirs that an address names.</summary>
    public async Task<(Person Person, UserPasskeyInfo Passkey)> FindAsync(string id)
    {
        var person = await PersonAsync();
        return (person, IdOf(id) is { } bytes && await people.GetPasskeyAsync(person, bytes) is { } passkey ? passkey : throw Missing.Of("passkey"));
    }

    public async Task CheckRoomAsync(Person person)
    {
        if ((await people.GetPasskeysAsync(person)).Count >= Most)
            throw new DomainRuleException("passkey.too-many", $"You have {Most} passkeys already. Remove one that you no longer use.");
    }

    public static Passkey ToWire(UserPasskeyInfo passkey) => new(WebEncoders.Base64UrlEncode(passkey.CredentialId), passkey.Name ?? "Passkey", passkey.CreatedAt);

    static byte[]? IdOf(string text)
    {
        try
        {
            return text.Length <= 1400 ? WebEncoders.Base64UrlDecode(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Tells the operator what the person is not told: which part of the browser's answer did not fit. It may quote the answer, so it stays one short line.</summary>
    public void NoteRefusal(PasskeyException why) => LogRefused(new([.. why.Message.Where(c => !char.IsControl(c)).Take(LongestReason)]));

    [LoggerMessage(LogLevel.Information, "A passkey was refused: {Reason}")]
    partial void LogRefused(string reason);
}
