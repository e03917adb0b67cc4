using System.Threading.Channels;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Mail;

/// <summary>
/// Sends letters, and finds out whether there is one to send, behind the request that asked for it, so that nobody can tell from the time it
/// takes. A letter that can't be sent is tried three more times; what is waiting when the process dies is asked for again by whoever misses it.
/// </summary>
public sealed partial class Mailer(IOptions<MailOptions> options, IOptions<DatabaseOptions> data, IServiceScopeFactory scopes, TimeProvider clock, ILogger<Mailer> log) : BackgroundService
{
    const int LongestLine = 1_000;
    static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1)];

    readonly Channel<Work> _line = Channel.CreateBounded<Work>(new BoundedChannelOptions(LongestLine) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>A letter, or what leads to one.</summary>
    sealed record Work(string Kind, Letter? Letter, bool Leaves, Func<IServiceProvider, CancellationToken, Task>? Find);

    /// <summary>Whether letters leave this server.</summary>
    public bool Sends => !string.IsNullOrWhiteSpace(options.Value.Host);

    /// <summary>Folder of the letters that do not leave.</summary>
    public string Folder => Path.Combine(data.Value.DataFolder, "mail");

    /// <summary>Puts a letter in line: to leave, if it may for whoever asks for it, else to lie in the folder. A full line means that the mail server is away: the letter is dropped and the log says so.</summary>
    public void Send(Letter letter, Outbound outbound) => Add(new(letter.Kind, letter, Sends && outbound.IsOpen, null));

    /// <summary>Does in a scope of its own, later, what the time of an answer must not tell of.</summary>
    /// <param name="kind">What the log may call it.</param>
    public void Later(string kind, Func<IServiceProvider, CancellationToken, Task> find) => Add(new(kind, null, false, find));

    void Add(Work work)
    {
        if (!_line.Writer.TryWrite(work)) LogDropped(work.Kind);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var work in _line.Reader.ReadAllAsync(stoppingToken))
        {
            if (work.Letter is { } letter) await DeliverAsync(letter, work.Leaves, stoppingToken);
            else await FindAsync(work, stoppingToken);
        }
    }

    async Task FindAsync(Work work, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await work.Find!(scope.ServiceProvider, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogFailed(failure.GetType().Name, work.Kind, 1);
        }
    }

    async Task DeliverAsync(Letter letter, bool leaves, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var message = MessageOf(letter);
                if (leaves) await SendAsync(message, ct);
                else await WriteAsync(message, ct);
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                if (attempt == Pauses.Length || failure is SmtpCommandException { StatusCode: >= (SmtpStatusCode)500 })
                {
                    LogFailed(failure.GetType().Name, letter.Kind, attempt + 1);
                    return;
                }
                await Task.Delay(Pauses[attempt], clock, ct);
            }
        }
    }

    MimeMessage MessageOf(Letter letter)
    {
        var message = new MimeMessage { Subject = letter.Subject, Date = clock.GetUtcNow() };
        message.From.Add(new MailboxAddress(options.Value.FromName, options.Value.From));
        message.To.Add(new MailboxAddress(letter.ToName, letter.To));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html }.ToMessageBody();
        return message;
    }

    async Task SendAsync(MimeMessage message, CancellationToken ct)
    {
        var (smtp, host) = (options.Value, options.Value.Host!);
        using var client = new SmtpClient { Timeout = 30_000 };
        await client.ConnectAsync(host, smtp.Port, smtp.Security, ct);
        if (!string.IsNullOrEmpty(smtp.User)) await client.AuthenticateAsync(smtp.User, smtp.Password ?? "", ct);
        await client.SendAsync(message, ct);
        await client.DisconnectAsync(quit: true, ct);
    }

    /// <summary>Written under another name first, so that nobody reads half a letter.</summary>
    async Task WriteAsync(MimeMessage message, CancellationToken ct)
    {
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, $"{Guid.CreateVersion7():N}.eml");
        await using (var stream = File.Create(file + ".part")) await message.WriteToAsync(stream, ct);
        File.Move(file + ".part", file);
        LogWritten(Path.GetFileName(file));
    }

    [LoggerMessage(LogLevel.Warning, "The line of mails is full; a mail of kind {Kind} was dropped")]
    partial void LogDropped(string kind);

    [LoggerMessage(LogLevel.Error, "{Failure}: a mail of kind {Kind} was given up after {Attempts} attempts")]
    partial void LogFailed(string failure, string kind, int attempts);

    [LoggerMessage(LogLevel.Information, "A mail does not leave this server; it lies in the folder mail of the data folder as {File}")]
    partial void LogWritten(string file);
}

/// <summary>Registers the mailer in the roles that answer people.</summary>
public static class MailRegistration
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        return services.AddSingleton<Mailer>().AddHostedService(provider => provider.GetRequiredService<Mailer>());
    }
}
