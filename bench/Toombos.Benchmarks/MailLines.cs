using System.Diagnostics;
using System.Globalization;
using System.Net;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Email;
using Toombos.Connectors.Http;

namespace Toombos.Benchmarks;

/// <summary>Personal mails a second to a mail server on this machine, beside nodemailer's pooled transport sending as many of the same size to the same server in the same run.</summary>
static class MailLines
{
    const int Mails = 3000, Lines = 5, Rounds = 3;

    static readonly string Paragraph = "The ferry sails at nine from the harbour, as it has for many years now, and it takes cars. ";

    public static async Task<int> RunAsync(string peer)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [peer, $"{Mails}", $"{Lines}"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var port = int.Parse(await SayAsync(node, null), CultureInfo.InvariantCulture);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (mine, other) = (await SendAsync(port), double.Parse(await SayAsync(node, "send"), CultureInfo.InvariantCulture));
            var taken = int.Parse(await SayAsync(node, "taken"), CultureInfo.InvariantCulture);
            if (taken != 2 * Mails) throw new InvalidOperationException($"The server took {taken} of {2 * Mails} mails.");
            if (round > 0) (_, _) = (Add(ours, mine), Add(theirs, other)); // the first warms up
        }
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Console.WriteLine($"| {Mails:N0} personal mails of 12 kB over {Lines} lines, median of {Rounds} | mails a second |\n|---|--:|");
        Console.WriteLine($"| Toombos | {Median(ours):N0} |\n| nodemailer, pooled | {Median(theirs):N0} |");
        return 0;
    }

    static async Task<double> SendAsync(int port)
    {
        var options = new OutboundHttpOptions();
        options.AllowedPrivateHosts.Add("127.0.0.1");
        var channel = new EmailChannel(options, OutboundGate.Open, TimeProvider.System, Dns.GetHostAddressesAsync, (_, _, _, errors) => errors == System.Net.Security.SslPolicyErrors.None);
        var account = new EmailAccount { From = "news@harbour.example", FromName = "Harbour news", Host = "127.0.0.1", Port = port, Security = MailSecurity.None };
        var (next, started) = (0, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Lines).Select(_ => Task.Run(async () =>
        {
            await using var session = channel.Open(account);
            for (int i; (i = Interlocked.Increment(ref next)) <= Mails;)
                if (await session.SendAsync(Mail(i), CancellationToken.None) is not ChannelAnswer.Delivered) throw new InvalidOperationException("A mail was not taken.");
        })));
        return Mails / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    static Dispatch.Mail Mail(int i) => new()
    {
        Key = $"mail-{i}", To = $"reader-{i}@readers.example", ToName = $"Reader {i}", Subject = $"News for reader {i}", Html = $"<p>Dear reader {i}</p>{string.Concat(Enumerable.Repeat($"<p>{Paragraph}</p>", 60))}",
        Text = $"Dear reader {i}\n\n{string.Concat(Enumerable.Repeat($"{Paragraph}\n\n", 60))}", Date = TimeProvider.System.GetUtcNow(), UnsubscribeAddress = $"https://harbour.example/u/{i}", ListId = "Harbour news <news.harbour.example>",
    };

    static async Task<string> SayAsync(Process node, string? word)
    {
        if (word is not null) await node.StandardInput.WriteLineAsync(word);
        return await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The peer has ended.");
    }

    static double Add(List<double> to, double value)
    {
        to.Add(value);
        return value;
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
