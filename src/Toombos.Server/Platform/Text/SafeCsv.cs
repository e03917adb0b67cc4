using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace Toombos.Server.Platform.Text;

/// <summary>CSV that a spreadsheet opens as text: a cell that it would run as a formula begins with an apostrophe. Written row by row, however many there are.</summary>
static class SafeCsv
{
    /// <summary>What spreadsheets take for the beginning of a formula, as OWASP lists it.</summary>
    public static readonly char[] Dangerous = ['=', '+', '-', '@', '\t', '\r', '\n'];

    static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, InjectionCharacters = Dangerous, InjectionEscapeCharacter = '\'' };

    public static async Task WriteAsync<T>(Stream destination, IReadOnlyList<string> names, IAsyncEnumerable<T> rows, Func<T, IReadOnlyList<string?>> cells, CancellationToken ct)
    {
        // With the mark, without which Excel takes UTF-8 for something else.
        await using var text = new StreamWriter(destination, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, Configuration, leaveOpen: true);
        await WriteLineAsync(csv, names);
        await foreach (var row in rows.WithCancellation(ct)) await WriteLineAsync(csv, cells(row));
    }

    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static Task WriteLineAsync(CsvWriter csv, IReadOnlyList<string?> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell ?? "");
        return csv.NextRecordAsync();
    }
}
