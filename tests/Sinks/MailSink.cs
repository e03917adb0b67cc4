using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Toombos.Sinks;

/// <summary>
/// A mail server that counts what it takes and misbehaves on demand: it refuses with any code, falls silent, or cuts the line after it has
/// taken the mail. Servers from packages are made to behave. Compiled into each test project that needs it; other processes reach it by its port.
/// </summary>
public sealed class MailSink : IAsyncDisposable
{
    /// <summary>Answers that are none.</summary>
    public const string Cut = "cut", Silence = "silence";

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _end = new();
    readonly ConcurrentQueue<string> _mails = [], _commands = [];
    readonly Task _taking;
    int _connections;

    MailSink()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _taking = TakeAsync();
    }

    public static MailSink Start() => new();

    public int Port { get; }
    public int Connections => _connections;

    /// <summary>Whole mails that were taken, whatever was answered.</summary>
    public IReadOnlyList<string> Mails => [.. _mails];
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>How often a mail was taken.</summary>
    public int Count(string messageId) => _mails.Count(mail => mail.Contains($"\r\nMessage-Id: <{messageId}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Answer to a command line in place of the usual one; <c>CONNECT</c> asks for the greeting, <c>.</c> is the end of a mail.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>Asks for this user and password before it takes mail.</summary>
    public (string User, string Password)? SignIn { get; set; }

    /// <summary>Offers STARTTLS, or speaks TLS at once.</summary>
    public X509Certificate2? Certificate { get; set; }
    public bool TlsAtOnce { get; set; }

    public static X509Certificate2 SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    async Task TakeAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptSocketAsync(_end.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            return; // the sink was closed
        }
    }

    async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true; // small answers would wait for each other
        Interlocked.Increment(ref _connections);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            if (TlsAtOnce) stream = await SecureAsync(stream);
            await TalkAsync(stream);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or AuthenticationException or SocketException)
        {
            return; // whoever called has gone
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    async Task<Stream> SecureAsync(Stream stream)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _end.Token);
        return secure;
    }

    async Task TalkAsync(Stream stream)
    {
        var (secure, known) = (TlsAtOnce, false);
        if (!await SayAsync(stream, Answer("CONNECT") ?? "220 sink ready")) return;
        while (await LineAsync(stream) is { } line)
        {
            _commands.Enqueue(line);
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            var usual = verb switch
            {
                "EHLO" => "250-sink\r\n" + (Certificate is not null && !secure ? "250-STARTTLS\r\n" : "") + (SignIn is not null ? "250-AUTH PLAIN\r\n" : "") + "250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 10000000",
                "STARTTLS" => "220 2.0.0 go ahead",
                "AUTH" => (known = line.EndsWith(Plain(), StringComparison.Ordinal)) ? "235 2.7.0 welcome" : $"535 5.7.8 no such user or password: {line}",
                "MAIL" when SignIn is not null && !known => "530 5.7.0 sign in first",
                "DATA" => "354 go on",
                "QUIT" => "221 2.0.0 bye",
                _ => "250 2.0.0 fine",
            };
            var answer = Answer(line) ?? usual;
            if (!await SayAsync(stream, answer) || verb == "QUIT") return;
            if (verb == "STARTTLS") (stream, secure) = (await SecureAsync(stream), true);
            if (verb == "DATA" && answer.StartsWith("354", StringComparison.Ordinal) && !await TakeMailAsync(stream)) return;
        }
    }

    async Task<bool> TakeMailAsync(Stream stream)
    {
        var mail = new StringBuilder("\r\n");
        while (await LineAsync(stream) is { } line)
        {
            if (line == ".")
            {
                _mails.Enqueue(mail.ToString());
                return await SayAsync(stream, Answer(".") ?? $"250 2.0.0 Ok: queued as Q{_mails.Count}");
            }
            mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
        return false;
    }

    string Plain() => SignIn is { } expected ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{expected.User}\0{expected.Password}")) : "";

    async Task<bool> SayAsync(Stream stream, string answer)
    {
        if (answer == Cut) return false;
        if (answer == Silence) await Task.Delay(Timeout.InfiniteTimeSpan, _end.Token);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer + "\r\n"), _end.Token);
        return true;
    }

    async Task<string?> LineAsync(Stream stream)
    {
        var (line, one) = (new List<byte>(80), new byte[1]);
        while (await stream.ReadAsync(one, _end.Token) == 1)
        {
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _taking;
        Certificate?.Dispose();
    }
}
