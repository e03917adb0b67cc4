using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Hosting;

namespace Toombos.Server.Features.Channels;

/// <summary>Whether a destination that fetches pictures from this server can do so.</summary>
static class PictureReach
{
    /// <returns>What to do where it can't; null where it can, or need not.</returns>
    public static string? Trouble(Connector about, PublicAddress address)
    {
        // Letters and messages may be read where the server is.
        var fetches = about.Pictures == PictureWay.Fetched || about is { Pictures: PictureWay.Linked, Publishes: Publishes.Posts or Publishes.Pages };
        return !fetches || address.IsReachable ? null
            : $"{about.Name} fetches pictures from this server, which has no address at which it could. Its operator sets Identity:PublicAddress to the https address under which it is reached from everywhere. Until then nothing with a picture goes there.";
    }

    /// <summary>For the doctor: bad where nothing goes out without a picture.</summary>
    public static CheckedPoint? PointOf(Connector about, PublicAddress address) =>
        Trouble(about, address) is { } sentence ? new(!NeedsPicture(about), "Pictures", sentence) : null;

    public static bool NeedsPicture(Connector about) => ChannelKinds.Find(about.Kind)?.LimitsOf("images-min").Any() == true;
}
