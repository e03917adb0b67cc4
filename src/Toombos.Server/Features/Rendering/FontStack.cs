namespace Toombos.Server.Features.Rendering;

/// <summary>Keeps of a brand's fonts only family names, so that no other style can be slipped in with them.</summary>
static class FontStack
{
    const string Default = "Georgia, 'Times New Roman', serif";

    public static string Of(string fonts)
    {
        var families = fonts.Split(',').Select(f => f.Trim().Trim('\'', '"')).Where(IsFamily)
            .Select(f => f.Contains(' ', StringComparison.Ordinal) ? $"'{f}'" : f).ToList();
        return families.Count == 0 ? Default : string.Join(", ", families);
    }

    static bool IsFamily(string name) =>
        name.Length is > 0 and <= 60 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-');
}
