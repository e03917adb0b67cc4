using System.Globalization;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Whether what a model wrote may become a version. Too long or too poor is said to the model once; after that it is shortened by leaving out, or not taken.</summary>
sealed class WritingJudge(OpenDraft open, int? floor)
{
    bool _said;

    public ModelReading<DraftContent> Judge(ModelReading<DraftContent> reading)
    {
        if (reading.Value is not { } content) return reading;
        var checks = open.Check(content);
        if (checks.Measures.FirstOrDefault(m => !m.Fits) is { } over)
        {
            if (!_said) return Say(string.Create(CultureInfo.InvariantCulture, $"The {over.Label} has {over.Count} {over.Unit}, at most {over.Limit} are allowed. Say less."));
            content = WithinLimits.Of(content, open.Channel);
            checks = open.Check(content);
            if (checks.Measures.FirstOrDefault(m => !m.Fits) is { } still) return new(null, string.Create(CultureInfo.InvariantCulture, $"The {still.Label} is still longer than {still.Limit} {still.Unit}."));
        }
        if (checks.Quality.Total < floor)
        {
            var advice = checks.Quality.Suggestions.Select(s => s.Message).FirstOrDefault();
            return Say(string.Create(CultureInfo.InvariantCulture, $"Its quality is {checks.Quality.Total:0} of 100, at least {floor} are wanted. {advice}").TrimEnd());
        }
        return new(content, null);
    }

    ModelReading<DraftContent> Say(string wrong)
    {
        _said = true;
        return new(null, wrong);
    }
}
