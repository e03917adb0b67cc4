using System.Net;
using System.Security.Cryptography;
using Toombos.Client.Access;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Accounts;

/// <summary>The authenticator app and the recovery codes.</summary>
public sealed class SecondFactorTests(Hosts hosts)
{
    [Theory, BothDatabases]
    public async Task With_an_authenticator_the_password_alone_opens_nothing(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();
        var (key, _) = await AddAuthenticatorAsync(person);

        var answer = await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password }, ct);
        Assert.Null(answer.Session);
        Assert.Equal([SecondFactor.Authenticator, SecondFactor.RecoveryCode], answer.Factors);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.code-refused", () => host.Stranger().Access.FinishSignInAsync(new() { Challenge = answer.Challenge!, Code = Totp.Wrong(key) }, ct));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.challenge-expired", () => host.Stranger().Access.FinishSignInAsync(new() { Challenge = "x" + answer.Challenge, Code = Totp.Now(key) }, ct));

        var code = Totp.Now(key);
        var session = await host.Stranger().Access.FinishSignInAsync(new() { Challenge = answer.Challenge!, Code = code }, ct);
        Assert.True((await host.With(session.AccessToken).Accounts.GetMeAsync(ct)).HasAuthenticator);
        Assert.Equal(["password", "authenticator"], (await host.With(session.AccessToken).Access.ListSessionsAsync(ct))[0].Methods);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.code-refused", () => host.Stranger().Access.FinishSignInAsync(new() { Challenge = answer.Challenge!, Code = code }, ct));
    }

    [Theory, BothDatabases]
    public async Task A_recovery_code_works_once(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();
        var (_, codes) = await AddAuthenticatorAsync(person);
        Assert.Equal(10, codes.Distinct().Count());

        var answer = await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password }, ct);
        await host.Stranger().Access.FinishSignInAsync(new() { Challenge = answer.Challenge!, Code = codes[0] }, ct);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.code-refused", () => host.Stranger().Access.FinishSignInAsync(new() { Challenge = answer.Challenge!, Code = codes[0] }, ct));
        Assert.Equal(9, (await person.Client.Accounts.GetMeAsync(ct)).RecoveryCodesLeft);
    }

    [Theory, BothDatabases]
    public async Task Ten_wrong_codes_lock_the_second_step_even_for_the_right_one(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();
        var (key, _) = await AddAuthenticatorAsync(person);
        var challenge = (await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password }, ct)).Challenge!;
        for (var i = 0; i < 10; i++)
            await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.code-refused", () => host.Stranger().Access.FinishSignInAsync(new() { Challenge = challenge, Code = Totp.Wrong(key) }, ct));
        await Problems.RefusedAsync(HttpStatusCode.TooManyRequests, "sign-in.locked", () => host.Stranger().Access.FinishSignInAsync(new() { Challenge = challenge, Code = Totp.Now(key) }, ct));
        await person.Client.Accounts.GetMeAsync(ct); // who is in stays in
    }

    [Theory, BothDatabases]
    public async Task Of_two_requests_with_the_same_code_one_wins(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();
        var (key, _) = await AddAuthenticatorAsync(person);
        var challenge = (await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password }, ct)).Challenge!;
        var code = Totp.Now(key);

        var won = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await host.Stranger().Access.FinishSignInAsync(new() { Challenge = challenge, Code = code }, ct);
                return true;
            }
            catch (Toombos.Client.ToombosApiException refused) when (refused.Status == HttpStatusCode.Unauthorized)
            {
                return false;
            }
        }));

        Assert.Single(won, w => w);
    }

    [Theory, BothDatabases]
    public async Task Removing_the_authenticator_voids_its_codes(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();
        await AddAuthenticatorAsync(person);

        await person.Client.Accounts.RemoveAuthenticatorAsync(ct);

        var me = await person.Client.Accounts.GetMeAsync(ct);
        Assert.Equal((false, 0), (me.HasAuthenticator, me.RecoveryCodesLeft));
        Assert.NotNull((await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password }, ct)).Session);
    }

    internal static async Task<(byte[] Key, IReadOnlyList<string> Codes)> AddAuthenticatorAsync(TestPerson person)
    {
        var ct = TestContext.Current.CancellationToken;
        var setup = await person.Client.Accounts.SetUpAuthenticatorAsync(ct);
        Assert.StartsWith("<svg", setup.QrCode, StringComparison.Ordinal);
        var key = Totp.Decode(setup.Key);
        return (key, (await person.Client.Accounts.ConfirmAuthenticatorAsync(new() { Code = Totp.Now(key) }, ct)).Codes);
    }
}

/// <summary>An authenticator app (RFC 6238) in a few lines. The server checks codes by the real clock, so this uses it too.</summary>
static class Totp
{
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "RFC 6238 asks for SHA-1.")]
    public static string Now(byte[] key, int steps = 0)
    {
        var counter = BitConverter.GetBytes(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 + steps));
        var hash = HMACSHA1.HashData(key, counter);
        var offset = hash[^1] & 15;
        var number = (hash[offset] & 127) << 24 | hash[offset + 1] << 16 | hash[offset + 2] << 8 | hash[offset + 3];
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Six digits that are wrong just now.</summary>
    public static string Wrong(byte[] key)
    {
        var near = Enumerable.Range(-3, 7).Select(step => Now(key, step)).ToHashSet();
        return Enumerable.Range(0, 100).Select(i => i.ToString("D6", System.Globalization.CultureInfo.InvariantCulture)).First(code => !near.Contains(code));
    }

    public static byte[] Decode(string base32)
    {
        var (bits, count, bytes) = (0, 0, new List<byte>());
        foreach (var c in base32.Where(c => c is not ' ' and not '='))
        {
            bits = bits << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal);
            count += 5;
            if (count < 8) continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
            bits &= (1 << count) - 1;
        }
        return [.. bytes];
    }
}
