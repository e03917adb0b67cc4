using Toombos.Client.Writing;

namespace Toombos.Server.Features.Rendering;

/// <summary>How machines that read a page are told that a model wrote it.</summary>
/// <param name="Share">generated or assisted.</param>
/// <param name="Source">Digital source type of the IPTC: https://cv.iptc.org/newscodes/digitalsourcetype.</param>
sealed record AiMark(string Share, string Source)
{
    const string Iptc = "http://cv.iptc.org/newscodes/digitalsourcetype/";

    /// <summary>Null for what people wrote.</summary>
    public static AiMark? Of(AiShare share) => share switch
    {
        AiShare.Generated => new("generated", Iptc + "trainedAlgorithmicMedia"),
        AiShare.Assisted => new("assisted", Iptc + "compositeWithTrainedAlgorithmicMedia"),
        _ => null,
    };
}
