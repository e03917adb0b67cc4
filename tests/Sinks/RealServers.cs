using System.Net;

namespace Toombos.Sinks;

/// <summary>The servers that the run of the tests has started: an address of each with the user and password that it knows.</summary>
public static class RealServers
{
    public static Uri WordPress => Of("TOOMBOS_TEST_WORDPRESS");

    /// <summary>The same site where it has no pretty addresses, with a user who may only write drafts.</summary>
    public static Uri PlainWordPress => Of("TOOMBOS_TEST_WORDPRESS_PLAIN");
    public static Uri Ghost => Of("TOOMBOS_TEST_GHOST");
    public static Uri Bluesky => Of("TOOMBOS_TEST_BLUESKY");
    public static Uri Bucket => Of("TOOMBOS_TEST_BUCKET");
    public static Uri Mail => Of("TOOMBOS_TEST_MAIL");
    public static Uri Mailbox => Of("TOOMBOS_TEST_IMAP");
    public static string MailCertificate => ValueOf("TOOMBOS_TEST_MAIL_CERTIFICATE");

    public static (string User, string Password) SignIn(this Uri address) => address.UserInfo.Split(':') is [var user, var password] ? (user, password) : throw new InvalidOperationException("The address names no user.");

    /// <summary>Without user and password.</summary>
    public static string Site(this Uri address) => address.GetLeftPart(UriPartial.Scheme) + address.Authority;

    public static Task<IPAddress[]> ResolveAsync(string host, CancellationToken ct) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]);

    static Uri Of(string name) => new(ValueOf(name));

    static string ValueOf(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set: run ./test.sh, which starts real servers for the channels.");
}
