using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Voices;

/// <summary>Who a sentence speaks as, or to. Third: the house speaks of itself by name, or as “the company”.</summary>
public enum VoicePerson { FirstSingular, FirstPlural, Second, Third }

/// <summary>How readers are addressed in languages that tell it apart: formal is Sie, vous, usted, u; familiar is du, tu, tú, je.</summary>
public enum AddressForm { Formal, Familiar }

/// <summary>How English is spelled: British is en-GB, American is en-US.</summary>
public enum EnglishSpelling { British, American }

/// <summary>Capitals in headings: Title Case Like This, or sentence case like this.</summary>
public enum HeadingCase { Sentence, Title }

/// <summary>The rules that a voice can have, each measured by itself.</summary>
public enum VoiceRule
{
    AverageSentence, LongestSentence, Grade, Persons, Contractions, Address, Emoji, Exclamations, BannedTerms, RequiredTerms, Spelling, Headings, Inclusive,
}

/// <summary>A word or phrase that the voice does not say.</summary>
public sealed record BannedTerm
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Term { get; init; }

    /// <summary>What it says instead.</summary>
    [StringLength(100)] public string? Better { get; init; }
}

/// <summary>What can be measured of a voice. A rule that is left out, or null, is not measured.</summary>
public sealed record VoiceRules
{
    /// <summary>Words that sentences have on average, at most.</summary>
    [Range(3, 60)] public int? AverageSentence { get; init; }

    /// <summary>Words of the longest sentence, at most.</summary>
    [Range(3, 120)] public int? LongestSentence { get; init; }

    /// <summary>School grade (Flesch–Kincaid), at most. The formula was made for English; elsewhere it compares texts of one language.</summary>
    [Range(0, 25)] public double? Grade { get; init; }

    /// <summary>Persons that may be used; all when null.</summary>
    [MaxLength(4)] public IReadOnlyList<VoicePerson>? Persons { get; init; }

    /// <summary>English: whether contractions such as don't may be used. True is never at fault.</summary>
    public bool? Contractions { get; init; }

    /// <summary>German, French, Spanish, Dutch: how readers are addressed.</summary>
    public AddressForm? Address { get; init; }

    /// <summary>Emoji in a text, or in each post of a thread, at most.</summary>
    [Range(0, 100)] public int? Emoji { get; init; }

    /// <summary>Exclamation marks in a text, or in each post of a thread, at most.</summary>
    [Range(0, 100)] public int? Exclamations { get; init; }

    /// <summary>Words that the voice does not say, in their simple inflections too.</summary>
    [MaxLength(200), NoNulls] public IReadOnlyList<BannedTerm> BannedTerms { get; init => field = value ?? field; } = [];

    /// <summary>Words that each text has to say.</summary>
    [MaxLength(50), EachText(100)] public IReadOnlyList<string> RequiredTerms { get; init => field = value ?? field; } = [];

    /// <summary>English: which spelling.</summary>
    public EnglishSpelling? Spelling { get; init; }

    /// <summary>English: capitals in titles, subjects and headings.</summary>
    public HeadingCase? Headings { get; init; }

    /// <summary>True: words that shut people out are found, each with a better one.</summary>
    public bool? Inclusive { get; init; }
}
