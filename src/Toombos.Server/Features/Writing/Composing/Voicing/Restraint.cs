using Toombos.Client.Writing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Voicing;

/// <summary>
/// Keeps our own phrases within a channel's limits for exclamation marks and emoji. The source's own come first;
/// what is left may be ours.
/// </summary>
static class Restraint
{
    public static IReadOnlyList<DraftPart> Apply(IReadOnlyList<DraftPart> parts, ChannelTone limits)
    {
        int exclamations = limits.Exclamations, emoji = limits.Emoji;
        var decorated = false;
        foreach (var part in parts)
            foreach (var sentence in part.Sentences)
            {
                var (marks, pictures) = Count(sentence.Text);
                if (sentence.Origin == SentenceOrigin.Template) decorated |= marks + pictures > 0;
                else (exclamations, emoji) = (exclamations - marks, emoji - pictures);
            }
        return decorated ? [.. parts.Select(Calm)] : parts;

        DraftPart Calm(DraftPart part) => part.Sentences.Any(s => s.Origin == SentenceOrigin.Template && Count(s.Text) != (0, 0))
            ? part with { Sentences = [.. part.Sentences.Select(CalmSentence).Where(s => s.Text.Length > 0)] }
            : part;

        DraftSentence CalmSentence(DraftSentence sentence)
        {
            if (sentence.Origin != SentenceOrigin.Template) return sentence;
            var (marks, pictures) = Count(sentence.Text);
            var text = sentence.Text;
            if (marks > 0 && (exclamations -= marks) < 0) text = text.Replace('!', '.').Replace('！', '。');
            if (pictures > 0 && (emoji -= pictures) < 0) text = Decoration.Strip(text);
            return sentence with { Text = text };
        }
    }

    static (int Marks, int Pictures) Count(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return (text.AsSpan().Count('!'), 0);
        int marks = 0, pictures = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '!' or '！') marks++;
            else if (Script.IsPicture(text, i) && (i == 0 || !Script.IsPicture(text, i - 1))) pictures++;
        }
        return (marks, pictures);
    }
}
