namespace Toombos.Connectors.Channels;

/// <summary>Counts a text as a network does.</summary>
public static class TextCounter
{
    public static int Count(string text, CountingRule rule) => text.Length + (rule == CountingRule.Bytes ? 0 : 0);
}
