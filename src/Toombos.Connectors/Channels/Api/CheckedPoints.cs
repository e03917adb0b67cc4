namespace Toombos.Connectors.Channels.Api;

/// <summary>What a check says of an answer that is not good.</summary>
static class CheckedPoints
{
    public static CheckedPoint Bad(string name, ChannelAnswer answer)
    {
        var (problem, sentence, said) = answer switch
        {
            ChannelAnswer.Rejected rejected => (rejected.Problem, rejected.Sentence, rejected.Answer),
            ChannelAnswer.TryLater later => (later.Problem, later.Sentence, later.Answer),
            ChannelAnswer.Unclear unclear => (ChannelProblem.Transient, unclear.Sentence, null),
            _ => (ChannelProblem.Unknown, "The other side gave no proper answer.", null),
        };
        return new(false, name, said is null || sentence.Contains(said, StringComparison.Ordinal) ? sentence : $"{sentence} It said: {said}", problem);
    }
}
