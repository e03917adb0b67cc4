using Toombos.Client.Voices;

namespace Toombos.Dashboard.Voices;

/// <summary>A voice while somebody makes or changes it.</summary>
public sealed class VoiceForm
{
    static readonly string[] Arrows = ["→", "->", "=>"];

    public string Name { get; set; } = "";
    public string Base { get; set; } = "professional";
    public string Description { get; set; } = "";
    public int? AverageSentence { get; set; }
    public int? LongestSentence { get; set; }
    public double? Grade { get; set; }
    public HashSet<VoicePerson> Persons { get; } = [];
    public string Contractions { get; set; } = "";
    public string Address { get; set; } = "";
    public int? Emoji { get; set; }
    public int? Exclamations { get; set; }

    /// <summary>One a line, the better word behind an arrow.</summary>
    public string BannedTerms { get; set; } = "";

    /// <summary>One a line.</summary>
    public string RequiredTerms { get; set; } = "";
    public string Spelling { get; set; } = "";
    public string Headings { get; set; } = "";
    public bool Inclusive { get; set; }

    public static VoiceForm Of(Voice voice)
    {
        var form = new VoiceForm { Name = voice.Name, Base = voice.Base, Description = voice.Description ?? "" };
        form.Take(voice.Rules, Enum.GetValues<VoiceRule>());
        return form;
    }

    /// <summary>Puts the given rules into the fields; the others stay as they are.</summary>
    public void Take(VoiceRules rules, IEnumerable<VoiceRule> which)
    {
        foreach (var rule in which) Take(rules, rule);
    }

    void Take(VoiceRules rules, VoiceRule rule)
    {
        switch (rule)
        {
            case VoiceRule.AverageSentence: AverageSentence = rules.AverageSentence; break;
            case VoiceRule.LongestSentence: LongestSentence = rules.LongestSentence; break;
            case VoiceRule.Grade: Grade = rules.Grade; break;
            case VoiceRule.Persons: Persons.Clear(); Persons.UnionWith(rules.Persons ?? []); break;
            case VoiceRule.Contractions: Contractions = rules.Contractions switch { true => "yes", false => "no", _ => "" }; break;
            case VoiceRule.Address: Address = Word(rules.Address); break;
            case VoiceRule.Emoji: Emoji = rules.Emoji; break;
            case VoiceRule.Exclamations: Exclamations = rules.Exclamations; break;
            case VoiceRule.BannedTerms: BannedTerms = string.Join('\n', rules.BannedTerms.Select(t => t.Better is null ? t.Term : $"{t.Term} → {t.Better}")); break;
            case VoiceRule.RequiredTerms: RequiredTerms = string.Join('\n', rules.RequiredTerms); break;
            case VoiceRule.Spelling: Spelling = Word(rules.Spelling); break;
            case VoiceRule.Headings: Headings = Word(rules.Headings); break;
            case VoiceRule.Inclusive: Inclusive = rules.Inclusive == true; break;
        }
    }

    public VoiceRules ToRules() => new()
    {
        AverageSentence = AverageSentence, LongestSentence = LongestSentence, Grade = Grade, Persons = Persons.Count == 0 ? null : [.. Persons.Order()],
        Contractions = Contractions switch { "yes" => true, "no" => false, _ => null }, Address = Of<AddressForm>(Address), Emoji = Emoji, Exclamations = Exclamations,
        BannedTerms = [.. Lines(BannedTerms).Select(Banned).Where(t => t.Term.Length > 0)], RequiredTerms = Lines(RequiredTerms),
        Spelling = Of<EnglishSpelling>(Spelling), Headings = Of<HeadingCase>(Headings), Inclusive = Inclusive ? true : null,
    };

    public AddVoiceRequest ToAdd(IReadOnlyList<string> examples) => new() { Name = Name.Trim(), Base = Base, Description = OrNull(Description), Rules = ToRules(), Examples = examples };

    public UpdateVoiceRequest ToUpdate(IReadOnlyList<string> examples, int version) =>
        new() { Name = Name.Trim(), Base = Base, Description = OrNull(Description), Rules = ToRules(), Examples = examples, Version = version };

    /// <summary>Texts parted by a line of three dashes or more.</summary>
    public static IReadOnlyList<string> TextsOf(string pasted)
    {
        var texts = new List<string> { "" };
        foreach (var line in pasted.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Trim() is { Length: >= 3 } dashes && dashes.All(c => c == '-')) texts.Add("");
            else texts[^1] += line + "\n";
        }
        return [.. texts.Select(t => t.Trim()).Where(t => t.Length > 0)];
    }

    public static string Joined(IEnumerable<string> texts) => string.Join("\n\n---\n\n", texts);

    static BannedTerm Banned(string line)
    {
        var parts = line.Split(Arrows, 2, StringSplitOptions.TrimEntries);
        return new() { Term = parts[0], Better = parts.Length > 1 ? OrNull(parts[1]) : null };
    }

    static IReadOnlyList<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    static string Word<T>(T? value) where T : struct, Enum => value?.ToString().ToLowerInvariant() ?? "";

    static T? Of<T>(string word) where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : null;

    static string? OrNull(string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
