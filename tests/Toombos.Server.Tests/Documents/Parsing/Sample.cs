using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Tests.Documents;

/// <summary>The sample document that ships inside the server.</summary>
static class Sample
{
    public static string Markdown { get; } = Read();

    public static LivingDocument Document() => DocumentParser.Parse(Markdown);

    static string Read()
    {
        using var stream = typeof(DocumentParser).Assembly.GetManifestResourceStream("samples.living-document.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
