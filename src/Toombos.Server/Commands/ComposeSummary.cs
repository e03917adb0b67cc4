using System.Globalization;
using Spectre.Console;
using Toombos.Client.Checks;

namespace Toombos.Server.Commands;

/// <summary>What a person reads after <c>compose</c>.</summary>
public static class ComposeSummary
{
    public static void Print(ComposeReport report, string folder, bool dryRun)
    {
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{report.Title ?? report.Document}[/]  {report.Items.Count} items, {report.Items.Sum(i => i.Blocks.Count)} blocks, voice {report.Voice}");
        foreach (var warning in report.Warnings)
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  [yellow]line {warning.Line}:{warning.Column}[/]  {warning.Message}");
        foreach (var item in report.LeftOut)
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  [grey]left out[/]  {item.Title}: {item.Reason}");

        var table = new Table().Border(TableBorder.Simple).AddColumns("Draft", "About", "Score", "Cited", "Claims", "Checks");
        foreach (var draft in report.Drafts)
        {
            var sentences = draft.Content.Parts.SelectMany(p => p.Sentences).ToList();
            table.AddRow(
                draft.Channel,
                Markup.Escape(About(report, draft)),
                draft.Checks.Quality.Total.ToString("0", CultureInfo.InvariantCulture) + " " + draft.Checks.Quality.Level,
                $"{sentences.Count(s => s.Blocks.Count > 0)}/{sentences.Count}",
                ClaimsOf(draft.Checks),
                Verdict(draft.Checks));
        }
        AnsiConsole.Write(table);
        foreach (var (draft, claim) in report.Drafts.SelectMany(d => d.Checks.Claims.Where(c => c.IsOpen).Select(c => (d, c))))
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  [red]{draft.Channel}[/]  “{claim.Text}”: {(claim.Evidence is { } evidence ? $"the source says “{evidence.Text}”" : "no cited block says so")}");
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, dryRun
            ? (FormattableString)$"Dry run: {report.Files.Count} files would go to [bold]{folder}[/]. Nothing was written."
            : $"{report.Files.Count} files in [bold]{folder}[/]. Start with newsletter.html, web/index.html and report.json.");
    }

    static string ClaimsOf(CheckReport checks)
    {
        var (contradicted, unsupported) = (checks.Claims.Count(c => c.Verdict == ClaimVerdict.Contradicted), checks.Claims.Count(c => c.Verdict == ClaimVerdict.Unsupported));
        return (contradicted, unsupported) switch
        {
            (0, 0) => $"{checks.Claims.Count} fine",
            (0, _) => $"[red]{unsupported} unsupported[/]",
            (_, 0) => $"[red]{contradicted} contradicted[/]",
            _ => $"[red]{contradicted} contradicted, {unsupported} unsupported[/]",
        };
    }

    static string About(ComposeReport report, ReportedDraft draft)
    {
        const int Width = 26;
        var title = draft.Item is null ? "all items" : report.Items.First(i => i.Key == draft.Item).Title;
        var runes = title.EnumerateRunes().ToList();
        return runes.Count <= Width ? title : string.Concat(runes.Take(Width - 1)) + "…";
    }

    static string Verdict(CheckReport checks)
    {
        var errors = checks.Findings.Count(f => f.Severity == Severity.Error);
        var warnings = checks.Findings.Count(f => f.Severity == Severity.Warning);
        return (errors, warnings) switch
        {
            (0, 0) => "[green]pass[/]",
            (0, _) => $"[green]pass[/], {warnings} hints",
            _ => $"[red]{errors} errors[/], {warnings} hints",
        };
    }
}
