using Toombos.Client.Documents;

namespace Toombos.Dashboard.Documents;

/// <summary>What can be done with a source of a kind.</summary>
static class SourceWays
{
    /// <summary>Ways to add one; what an address is gets told from the address.</summary>
    public static IReadOnlyList<SourceKind> Choices { get; } = [SourceKind.Paste, SourceKind.Upload, SourceKind.Url, SourceKind.GoogleDoc, SourceKind.Notion, SourceKind.Folder, SourceKind.Items];

    extension(Source source)
    {
        /// <summary>Whether it is kept elsewhere and can be read again.</summary>
        public bool IsRead => source.Kind is not (SourceKind.Paste or SourceKind.Upload or SourceKind.Items);

        /// <summary>Whether its text is edited here.</summary>
        public bool IsEdited => source.Kind is SourceKind.Paste or SourceKind.Upload;
    }
}
