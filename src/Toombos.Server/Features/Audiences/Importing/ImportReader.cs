using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Toombos.Client.Audiences;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Audiences.Importing;

/// <summary>Reads CSV as people have it: comma, semicolon or tab, with or without a head, quoted or not. Bounded, and every line has an outcome.</summary>
static class ImportReader
{
    public const int MaxBytes = 5 * 1024 * 1024, MaxRows = 50_000;
    const int LongestCell = 4_000;
    static readonly char[] Separators = [',', ';', '\t'];

    /// <exception cref="DomainRuleException">400 <c>import.not-text</c>, <c>import.empty</c>, <c>import.no-email-column</c>, <c>import.unreadable</c>, <c>import.too-many-rows</c>.</exception>
    public static async Task<IReadOnlyList<ImportLine>> ReadAsync(Stream bytes, CancellationToken ct)
    {
        // A byte order mark is believed; without one it is UTF-8 or nothing.
        using var text = new StreamReader(bytes, new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var parser = new CsvParser(text, Configuration());
        var lines = new List<ImportLine>();
        try
        {
            ImportColumns? columns = null;
            while (await parser.ReadAsync())
            {
                ct.ThrowIfCancellationRequested();
                var cells = parser.Record ?? [];
                if (cells.All(string.IsNullOrWhiteSpace)) continue;
                var head = columns is null;
                columns ??= ImportColumns.Of(cells);
                if (head && columns.HasHead) continue;
                if (lines.Count == MaxRows) throw Refused("import.too-many-rows", $"A file has at most {MaxRows:N0} lines. Split it, and import the parts one after the other.");
                lines.Add(LineOf(cells, columns, parser.RawRow - LineBreaksIn(parser.RawRecord)));
            }
            return columns is null ? throw Refused("import.empty", "There is nobody in this file.") : lines;
        }
        catch (DecoderFallbackException)
        {
            throw Refused("import.not-text", "This is not text in UTF-8. In a spreadsheet, save it as “CSV UTF-8”.");
        }
        catch (CsvHelperException)
        {
            throw Refused("import.unreadable", $"Line {parser.RawRow} can't be read: a cell is longer than {LongestCell:N0} characters, which mostly means that a quotation mark is not closed.");
        }
    }

    static CsvConfiguration Configuration() => new(System.Globalization.CultureInfo.InvariantCulture)
    {
        // What stands most often in the first line. The library's own guess looks at whole lines of prose and takes longer.
        DetectDelimiter = true, GetDelimiter = args => SeparatorOf(args.Text).ToString(), MaxFieldSize = LongestCell, BadDataFound = null, TrimOptions = TrimOptions.Trim,
        // Blank lines are passed over here, so that line numbers stay those of the file.
        IgnoreBlankLines = false,
    };

    static char SeparatorOf(string text)
    {
        var line = text.AsSpan().TrimStart("\r\n\uFEFF ");
        if (line.IndexOfAny('\r', '\n') is >= 0 and var end) line = line[..end];
        var best = Separators[0];
        foreach (var one in Separators)
        {
            if (line.Count(one) > line.Count(best)) best = one;
        }
        return best;
    }

    static ImportLine LineOf(string[] cells, ImportColumns columns, int number)
    {
        string Cell(int? at) => at is { } i && i < cells.Length ? Unescaped(cells[i].Trim()) : "";
        var (text, name) = (Cell(columns.Email), PersonName.Clean($"{Cell(columns.Name)} {Cell(columns.LastName)}"));
        var isAddress = AddressNormalizer.TryNormalize(text, out var email);
        SkipReason? invalid = text.Length == 0 ? SkipReason.NoAddress : !isAddress ? SkipReason.NotAnAddress : name?.Length > Subscriber.LongestName ? SkipReason.NameTooLong : null;
        return new(number, text, email, name, invalid);
    }

    /// <summary>What an export of ours has put before a cell that a spreadsheet would run.</summary>
    static string Unescaped(string cell) => cell is ['\'', var next, ..] && SafeCsv.Dangerous.Contains(next) ? cell[1..] : cell;

    /// <summary>Lines that a record takes more than one, for quoted cells may be broken.</summary>
    static int LineBreaksIn(string record) => record.AsSpan().TrimEnd("\r\n").Count('\n');

    static DomainRuleException Refused(string code, string sentence) => new(code, sentence, StatusCodes.Status400BadRequest);
}
