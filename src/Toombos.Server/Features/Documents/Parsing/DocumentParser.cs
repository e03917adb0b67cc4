using System.Security.Cryptography;
using System.Text;
using Toombos.Client.Documents;
using Toombos.Connectors.Sources;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Reads Markdown in the editor's syntax. Any CommonMark or GFM text is accepted.</summary>
public static class DocumentParser
{
    /// <param name="previous">The reading before this one: unchanged and edited items and blocks keep their keys and ids.</param>
    /// <exception cref="Platform.Http.DomainRuleException">
    /// 400 <c>document.empty</c>, 413 <c>document.too-large</c> (10 MB or 100,000 blocks), 415 <c>document.not-text</c>.
    /// </exception>
    public static LivingDocument Parse(string markdown, LivingDocument? previous = null)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        var text = DocumentText.Admit(markdown);
        var read = JoinedFiles.Split(text) is { Count: > 0 } files ? FilesReader.Read(text, files) : Read(text);
        return new LivingDocument
        {
            Title = read.Title, Language = read.Language ?? Guess(read.Items), ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            Items = Continuity.Assign(read.Items, previous?.Items ?? []), Warnings = read.Warnings,
        };
    }

    /// <summary>One text, with items that have no keys yet.</summary>
    internal static ReadText Read(string text)
    {
        var warnings = new Warnings(new LineMap(text));
        var frontMatter = FrontMatter.Read(text, warnings.Add);
        var flags = new FlagReader(warnings.Add);
        var documentFlags = DocumentFlags.Read(frontMatter, flags, warnings.Add);

        // Front matter is blanked rather than cut off, so that every offset stays true
        var body = frontMatter.End == 0 ? text : Blanked(text, frontMatter.End);
        var tree = MarkdownReader.Read(body, out var tooDense);
        foreach (var leaf in tooDense) warnings.Add("text.too-dense", "This text has more marks than can be read; it is taken as plain text.", leaf.Span.Start);
        var nodes = new NodeReader(body, warnings.Add).Read(tree);
        var root = Section.Tree(nodes, flags, warnings.Add);

        var scope = FlagScope.Of(documentFlags, warnings.Add);
        var outline = EntryOutline.Applies(frontMatter) ? EntryOutline.Read(root, scope, warnings.Add) : new ItemOutline(warnings.Add).Read(root, scope, DocumentFlags.IsArticle(frontMatter));
        var usesPublished = documentFlags.Exists(f => f.Name == "published") || flags.UsesPublished;
        var flagReader = new ItemFlagReader(usesPublished, warnings.Add);
        var builder = new ItemBuilder(warnings.Lines, warnings.Add);
        var items = outline.Select(o => builder.Build(o, flagReader)).ToList();
        if (items is [var only] && !EntryOutline.Applies(frontMatter)) items = [DocumentFlags.Complete(only, frontMatter, root, warnings.Add)];
        return new(
            frontMatter.Value("title") is { } named && PlainText.Clean(named) is { Length: > 0 } title ? title : nodes.OfType<HeadingNode>().FirstOrDefault(h => h.Level == 1)?.Text,
            Language(frontMatter), items, warnings.InOrder());
    }

    static string? Language(FrontMatter frontMatter) =>
        frontMatter.Value("language", "lang") is [var a, var b, ..] named && char.IsAsciiLetter(a) && char.IsAsciiLetter(b) && (named.Length == 2 || named[2] is '-' or '_') ? named[..2].ToLowerInvariant() : null;

    static string? Guess(IReadOnlyList<Item> items)
    {
        const int Enough = 20_000;
        var sample = new StringBuilder();
        foreach (var block in items.SelectMany(i => i.Blocks))
        {
            if (block.Kind is BlockKind.Code) continue;
            sample.Append(TextCut.AtWord(block.Text, Enough)).Append('\n');
            if (sample.Length > Enough) break;
        }
        return LanguageGuess.Of(sample.ToString());
    }

    static string Blanked(string text, int end) => string.Create(text.Length, (text, end), static (span, state) =>
    {
        state.text.CopyTo(span);
        foreach (ref var c in span[..state.end])
            if (c is not ('\r' or '\n')) c = ' ';
    });
}

/// <summary>What one text says by itself.</summary>
/// <param name="Language">Where the text names it.</param>
/// <param name="Items">Without keys and ids, which depend on what was there before.</param>
sealed record ReadText(string? Title, string? Language, IReadOnlyList<Item> Items, IReadOnlyList<DocumentWarning> Warnings);
