namespace Toombos.Connectors.Sources.Git;

/// <summary>What is remembered of a reading: the commit, a hash of the list of files, and the tag by which the host knows the commit.</summary>
sealed record GitRevision(string Commit, string Files, string? Tag)
{
    const string Mark = "git:";

    public static GitRevision? Read(string? text) =>
        text?.StartsWith(Mark, StringComparison.Ordinal) == true && text[Mark.Length..].Split(' ', 3) is [{ Length: > 0 } commit, { Length: > 0 } files, var tag] ? new(commit, files, tag.Length == 0 ? null : tag) : null;

    public override string ToString() => $"{Mark}{Commit} {Files} {(Tag?.Length <= 200 ? Tag : "")}";
}
