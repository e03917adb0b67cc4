using System.CommandLine;

namespace Toombos.Server.Commands;

/// <summary>What <c>compose</c> can be told.</summary>
public sealed class ComposeOptions
{
    public Argument<string> File { get; } = new("file") { Description = "The living document, Markdown in UTF-8" };
    public Option<string> Out { get; } = new("--out", "-o") { Description = "Folder that the drafts are written to", DefaultValueFactory = _ => "out" };
    public Option<string[]> Channels { get; } = new("--channels", "-c") { Description = "Kinds or families, joined by commas: email, web, social, x, linkedin, …", AllowMultipleArgumentsPerToken = true };
    public Option<string?> Template { get; } = new("--template", "-t") { Description = "modern, minimal, plain, announcement or weekly_update" };
    public Option<string?> Voice { get; } = new("--voice", "-v") { Description = "Tone or blend, for example encouraging or professional_encouraging" };
    public Option<string?> Since { get; } = new("--since") { Description = "Leave out items dated before this day, YYYY-MM-DD" };
    public Option<string?> Brand { get; } = new("--brand") { Description = "Name of the brand (the beginning of the document's title)" };
    public Option<string?> Site { get; } = new("--site") { Description = "Address of the brand's site, for links and the feed" };
    public Option<bool> Digest { get; } = new("--digest") { Description = "One web post of all items instead of one each" };
    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Show what would be written; write nothing" };
    public Option<bool> Json { get; } = new("--json") { Description = "Print the report as JSON instead of a summary" };

    public Command ToCommand(string name, string description) => new(name, description) { File, Out, Channels, Template, Voice, Since, Brand, Site, Digest, DryRun, Json };
}
