namespace Toombos.Connectors.Channels.Api;

/// <summary>What a check says of an answer that is not good.</summary>
public static class CheckedPoints
{
    public static CheckedPoint Bad(string name, ChannelAnswer answer)
    {
        var (problem, sentence, said) = answer.Trouble();
        return new(false, name, said is null || sentence.Contains(said, StringComparison.Ordinal) ? sentence : $"{sentence} It said: {said}", problem);
    }
}
