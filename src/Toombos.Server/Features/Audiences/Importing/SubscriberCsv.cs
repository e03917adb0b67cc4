using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Wire = Toombos.Client.Audiences.Subscriber;

namespace Toombos.Server.Features.Audiences.Importing;

/// <summary>People as CSV that a spreadsheet opens as text: a cell that it would run as a formula begins with an apostrophe.</summary>
static class SubscriberCsv
{
    /// <summary>What spreadsheets take for the beginning of a formula, as OWASP lists it.</summary>
    public static readonly char[] Dangerous = ['=', '+', '-', '@', '\t', '\r', '\n'];

    static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, InjectionCharacters = Dangerous, InjectionEscapeCharacter = '\'' };

    public static async Task WriteAsync(IAsyncEnumerable<Wire> people, Stream destination, CancellationToken ct)
    {
        // With the mark, without which Excel takes UTF-8 for something else.
        await using var text = new StreamWriter(destination, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, Configuration, leaveOpen: true);
        await WriteLineAsync(csv, ["email", "name", "state", "consent_source", "consent_by", "consent", "consent_at", "ended_at", "ended_by"]);
        await foreach (var person in people.WithCancellation(ct))
        {
            await WriteLineAsync(csv, [
                person.Email, person.Name, Word(person.State), Word(person.Consent.Source), person.Consent.By, person.Consent.Statement, Time(person.Consent.At),
                person.EndedAt is { } ended ? Time(ended) : null, person.EndReason is { } reason ? Word(reason) : null,
            ]);
        }
    }

    static Task WriteLineAsync(CsvWriter csv, ReadOnlySpan<string?> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell ?? "");
        return csv.NextRecordAsync();
    }

    static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
