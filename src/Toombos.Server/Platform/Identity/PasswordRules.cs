using System.Text;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Platform.Identity;

/// <summary>What a password must be: long enough, and none that everybody tries first. No rules of composition.</summary>
public sealed class PasswordRules
{
    public const int Shortest = 12;

    readonly HashSet<string> _common = ReadCommon();

    /// <summary>Refuses a weak password with a sentence at the field.</summary>
    /// <param name="own">Words that an attacker knows of the person: name, address.</param>
    public void Check(string field, string password, params ReadOnlySpan<string> own)
    {
        if (new StringInfoLength(password).Value < Shortest) throw new FieldException(field, $"Choose at least {Shortest} characters; a few words in a row are easy to remember.");
        var bare = Bare(password);
        if (_common.Contains(bare) || bare.Distinct().Count() < 4) throw new FieldException(field, "This password stands on the lists that attackers try first. Choose another one.");
        foreach (var word in own)
        {
            if (word.Length >= 4 && Bare(word) is { Length: >= 4 } known && bare.Replace(known, "", StringComparison.Ordinal).Length < 4)
                throw new FieldException(field, "This password is little more than your name or address. Choose another one.");
        }
    }

    /// <summary>Without case and without what people put around a word to please rules: "Password2024!!" is "password".</summary>
    static string Bare(string password) => password.Normalize(NormalizationForm.FormKC).ToLowerInvariant().TrimEnd("0123456789!?.@#$%&*_-+= ".ToCharArray()) is { Length: >= 6 } bare
        ? bare : password.ToLowerInvariant();

    static HashSet<string> ReadCommon()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt") ?? throw new InvalidOperationException("The list of common passwords is not in the assembly.");
        using var reader = new StreamReader(stream);
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line) words.Add(Bare(line.Trim()));
        return words;
    }

    readonly struct StringInfoLength(string text)
    {
        public int Value => new System.Globalization.StringInfo(text).LengthInTextElements;
    }
}
