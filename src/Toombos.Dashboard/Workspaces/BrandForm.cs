using Toombos.Client.Workspaces;

namespace Toombos.Dashboard.Workspaces;

/// <summary>The brand while somebody changes it.</summary>
sealed class BrandForm
{
    public string WorkspaceName { get; set; } = "";
    public string Name { get; set; } = "";
    public string Accent { get; set; } = "";
    public string Background { get; set; } = "";
    public string Logo { get; set; } = "";
    public string Fonts { get; set; } = "";
    public string PostalAddress { get; set; } = "";
    public string AiLine { get; set; } = "";
    public string Site { get; set; } = "";
    public string TimeZone { get; set; } = "";
    public string Locale { get; set; } = "";
    public string Voice { get; set; } = "";
    public string Template { get; set; } = "";

    /// <summary>One a line.</summary>
    public string BannedTerms { get; set; } = "";

    public static BrandForm Of(Workspace workspace) => new()
    {
        WorkspaceName = workspace.Name,
        Name = workspace.Brand.Name,
        Accent = workspace.Brand.Accent,
        Background = workspace.Brand.Background,
        Logo = workspace.Brand.Logo ?? "",
        Fonts = workspace.Brand.Fonts,
        PostalAddress = workspace.Brand.PostalAddress ?? "",
        AiLine = workspace.Brand.AiLine ?? "",
        Site = workspace.Brand.Site ?? "",
        TimeZone = workspace.Brand.TimeZone,
        Locale = workspace.Brand.Locale,
        Voice = workspace.Brand.Voice,
        Template = workspace.Brand.Template,
        BannedTerms = string.Join('\n', workspace.Brand.BannedTerms),
    };

    public UpdateWorkspaceRequest ToRequest(int version) => new()
    {
        Name = WorkspaceName.Trim(),
        Version = version,
        Brand = new()
        {
            Name = Name.Trim(),
            Accent = Accent.Trim(),
            Background = Background.Trim(),
            Logo = OrNull(Logo),
            Fonts = Fonts.Trim(),
            PostalAddress = OrNull(PostalAddress),
            AiLine = OrNull(AiLine),
            Site = OrNull(Site),
            TimeZone = TimeZone.Trim(),
            Locale = Locale.Trim(),
            Voice = Voice,
            Template = Template,
            BannedTerms = [.. BannedTerms.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)],
        },
    };

    static string? OrNull(string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
