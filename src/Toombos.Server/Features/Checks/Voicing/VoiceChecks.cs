using Toombos.Client.Checks;
using Toombos.Client.Voices;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>Holds a text against a voice's rules. Pure: the same text and rules give the same report on any machine.</summary>
static class VoiceChecks
{
    /// <summary>Begins the codes of findings that tell of a broken rule, such as <c>voice-rule.spelling</c>.</summary>
    public const string CodePrefix = "voice-rule.";

    public static VoiceReport Run(VoiceRules rules, VoiceText text, string? slug = null, string? name = null)
    {
        var scores = new VoiceScores();
        SentenceRules.Run(rules, text, scores);
        AddressRules.Run(rules, text, scores);
        TermRules.Run(rules, text, scores);
        MarkRules.Run(rules, text, scores);
        return scores.Report(slug, name);
    }

    /// <summary>One finding for each broken rule, at the first sentence at fault. What the voice must say and must not say warns; the rest is noted.</summary>
    public static IEnumerable<Finding> Findings(VoiceReport report) =>
        from rule in report.Rules
        where rule.Score < 100
        let fault = rule.Faults.Count > 0 ? rule.Faults[0] : null
        let severity = rule.Rule is VoiceRule.BannedTerms or VoiceRule.RequiredTerms or VoiceRule.Inclusive ? Severity.Warning : Severity.Info
        select new Finding(CodePrefix + CodeOf(rule.Rule), severity, fault is null || fault.Message == rule.Message ? rule.Message : $"{rule.Message} {fault.Message}", fault?.At);

    static string CodeOf(VoiceRule rule) => rule switch
    {
        VoiceRule.AverageSentence => "average-sentence",
        VoiceRule.LongestSentence => "longest-sentence",
        VoiceRule.BannedTerms => "banned-terms",
        VoiceRule.RequiredTerms => "required-terms",
        _ => rule.ToString().ToLowerInvariant(),
    };
}
