namespace Toombos.Server.Platform.Text;

/// <summary>Turns a title into the last part of a web address.</summary>
public static class Slug
{
    /// <summary>Lower-case <c>[a-z0-9-]</c>, at most <paramref name="max"/>, never empty: scripts without a Latin reading give a short hash.</summary>
    public static string From(string title, int max = 100) => throw new NotSupportedException(title + max);
}
