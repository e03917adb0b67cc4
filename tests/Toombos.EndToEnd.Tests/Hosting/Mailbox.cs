using System.Text;
using System.Text.RegularExpressions;

namespace Toombos.EndToEnd.Tests.Hosting;

/// <summary>The folder in which a server without a mail host leaves its mails, as its operator would look into it.</summary>
sealed partial class Mailbox(IReadOnlyDictionary<string, string?> settings)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly string _folder = Path.Combine(settings["Database:DataFolder"]!, "mail");
    readonly HashSet<string> _read = [];

    /// <summary>Path of the link in the next unread mail to somebody. Mails are written behind the answer, so it may take a moment.</summary>
    public async Task<string> NextLinkAsync(string to, string path)
    {
        var ct = TestContext.Current.CancellationToken;
        for (var until = TimeProvider.System.GetUtcNow() + Patience; TimeProvider.System.GetUtcNow() < until; await Task.Delay(50, ct))
        {
            foreach (var file in Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder, "*.eml").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
            {
                if (_read.Contains(file)) continue;
                var mail = Plain(await File.ReadAllTextAsync(file, ct));
                if (!mail.Contains(to, StringComparison.OrdinalIgnoreCase) || Link(path).Match(mail) is not { Success: true } link) continue;
                _read.Add(file);
                return link.Value;
            }
        }
        throw new TimeoutException($"No mail to {to} with a link to {path} came within {Patience.TotalSeconds:0} seconds.");
    }

    static Regex Link(string path) => new($"{Regex.Escape(path)}/[A-Za-z0-9_-]{{20,}}");

    /// <summary>Undoes quoted-printable, of which mails are made.</summary>
    static string Plain(string mail) => Escaped().Replace(mail.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal),
        match => Encoding.Latin1.GetString([Convert.ToByte(match.Groups[1].Value, 16)]));

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex Escaped();
}
