using System.Globalization;
using System.Text;
using System.Text.Json;
using Toombos.Client;
using Toombos.Client.Evals;

namespace Toombos.Server.Commands;

/// <summary>A run as a table for people and logs, or as JSON for other programs.</summary>
static class EvalsTable
{
    const int LongestName = 40;

    static readonly ToombosJson Readable = new(new JsonSerializerOptions(ToombosJson.Default.Options) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Json(EvalRunDetails run) => JsonSerializer.Serialize(run, Readable.EvalRunDetails) + "\n";

    public static string Text(EvalRunDetails run)
    {
        var text = new StringBuilder("\n");
        Rows(text, [["measure", "now", "candidate", ""], .. run.Run.Measures.Select(m => (string[])[NameOf(m.Kind), Figure(m.Kind, m.Baseline), Figure(m.Kind, m.Candidate), WordOf(m.Verdict)])]);
        text.Append('\n');
        Rows(text, [["case", "channel", "quality", "claims", ""], .. run.Cases.Select(c => (string[])[Short(c.Name), c.Channel, Pair(c, s => s.Quality.ToString("0", CultureInfo.InvariantCulture)), Pair(c, Claims), WordOf(c.Verdict)])]);
        foreach (var one in run.Cases.Where(c => c.Verdict == EvalVerdict.Worse || c.Baseline?.Written == false)) text.Append(CultureInfo.InvariantCulture, $"\n{one.Name}: {one.Sentence}");
        return text.Append(CultureInfo.InvariantCulture, $"\n{(run.Cases.Any(c => c.Verdict == EvalVerdict.Worse) ? "\n" : "")}{run.Run.Sentence} It cost ${run.Run.Cost:0.####}.\n").ToString();
    }

    static string Pair(EvalComparison one, Func<EvalScore, string> of) => one.Candidate is null ? Of(one.Baseline, of) : $"{Of(one.Baseline, of)} → {Of(one.Candidate, of)}";

    static string Of(EvalScore? score, Func<EvalScore, string> of) => score is { Written: true } ? of(score) : "–";

    /// <summary>Contradicted, unsupported and supported ones.</summary>
    static string Claims(EvalScore score) => string.Create(CultureInfo.InvariantCulture, $"{score.Contradicted}/{score.Unsupported}/{score.Supported}");

    static string NameOf(EvalMeasureKind kind) => kind switch
    {
        EvalMeasureKind.Contradicted => "contradicted claims", EvalMeasureKind.Unsupported => "unsupported claims", EvalMeasureKind.WithinLimits => "within limits",
        EvalMeasureKind.Cost => "dollars a text", EvalMeasureKind.Seconds => "seconds a text", _ => kind.ToString().ToLowerInvariant(),
    };

    static string Figure(EvalMeasureKind kind, double? value) => value?.ToString(kind == EvalMeasureKind.Cost ? "0.######" : "0.#", CultureInfo.InvariantCulture) ?? "–";

    static string WordOf(EvalVerdict? verdict) => verdict?.ToString().ToLowerInvariant() ?? "";

    static string Short(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";

    static void Rows(StringBuilder to, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length)).ToList();
        foreach (var row in rows) to.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
    }
}
