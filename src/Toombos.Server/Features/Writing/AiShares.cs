using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing;

/// <summary>How much of a text a model wrote, told from the origin of its sentences.</summary>
static class AiShares
{
    /// <summary>Most of it, where at least half of the sentences that state something are a model's. What people changed of a model's text stays assisted.</summary>
    /// <param name="before">The share of the version that this one was made from.</param>
    public static AiShare Of(DraftContent content, AiShare before)
    {
        var sentences = content.Parts.Where(p => p.Role != PartRole.SubjectAlternative).SelectMany(p => p.Sentences).Where(s => s.Origin != SentenceOrigin.Template).ToList();
        var written = sentences.Count(s => s.Origin == SentenceOrigin.Generated);
        return written > 0 && written * 2 >= sentences.Count ? AiShare.Generated
            : written > 0 || before != AiShare.Human && sentences.Exists(s => s.Origin == SentenceOrigin.Edited) ? AiShare.Assisted : AiShare.Human;
    }
}
