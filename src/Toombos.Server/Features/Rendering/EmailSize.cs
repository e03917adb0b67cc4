using System.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>How much room a newsletter takes: Gmail cuts off what is longer than its limit, and with it the unsubscribe link.</summary>
public static class EmailSize
{
    /// <summary>In bytes.</summary>
    public const int Limit = 102 * 1024;

    /// <summary>Bytes of a page as it would be sent.</summary>
    public static int Of(string html) => Encoding.UTF8.GetByteCount(html);

    public static bool IsTooLarge(string html) => Of(html) > Limit;
}
