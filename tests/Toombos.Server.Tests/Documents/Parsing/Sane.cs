using System.Text;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Tests.Documents;

/// <summary>What holds for the reading of any text.</summary>
static class Sane
{
    public static void Check(LivingDocument document, string source)
    {
        var blocks = document.Items.SelectMany(i => i.Blocks).ToList();
        Assert.Equal(blocks.Count, blocks.Select(b => b.Id).Distinct().Count());
        Assert.Equal(document.Items.Count, document.Items.Select(i => i.Key).Distinct().Count());
        Assert.All(document.Items, i => Assert.Matches("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", i.Key));
        foreach (var block in blocks)
        {
            Assert.InRange(block.Start, 0, source.Length);
            Assert.InRange(block.Length, 0, source.Length - block.Start);
            Assert.True(block.Text.IsNormalized(NormalizationForm.FormC) || block.Text.Length > 64);
            Assert.DoesNotContain(block.Text, c => c is '\u202E' or '\u200B' or '\0' or '\uFEFF');
            Assert.True(block.Line >= 1);
        }
        Assert.All(document.Items, i => Assert.NotEmpty(i.Title));
        Assert.All(document.Warnings, w => Assert.True(w is { Line: >= 1, Column: >= 1 }));
    }
}
