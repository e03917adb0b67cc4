using System.Text;
using System.Text.RegularExpressions;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>
/// Recognises text of a document that speaks to a model instead of to readers. Such blocks are not shown to models. Whatever is not recognised is still only material:
/// what a model makes of it is held against the source like everything else.
/// </summary>
static partial class Instructions
{
    public static bool IsOne(string text) => Spoken().IsMatch(Plain(text));

    /// <summary>Letters that look alike as one, and without what can't be seen.</summary>
    static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.Surrogate) continue;
            plain.Append(c switch { 'а' => 'a', 'е' => 'e', 'о' => 'o', 'р' => 'p', 'с' => 'c', 'у' => 'y', 'і' => 'i', 'ѕ' => 's', 'А' => 'A', 'Е' => 'E', 'О' => 'O', 'Р' => 'P', 'С' => 'C', 'І' => 'I', _ => c });
        }
        return plain.ToString();
    }

    [GeneratedRegex("""
        \b(ignore|disregard|forget|override|bypass|skip)\b.{0,40}\b(previous|prior|above|earlier|preceding|all|any|your|these|system)\b.{0,30}\b(instruction|prompt|rule|direction|guideline|polic|message|constraint|context)
        | \b(new|updated|real|actual|additional|following|secret|hidden)\s+(system\s+)?(instruction|directive|prompt)s?\b
        | \b(system|developer|hidden|initial|original)\s+(prompt|message|instruction)
        | \byou\s+(are|act|will\s+act|must\s+act)\s+(now|from\s+now\s+on|no\s+longer|as\s+an?\b)
        | \b(pretend|roleplay|role-play|act)\s+(to\s+be|as\s+if|as\s+an?)\b.{0,40}\b(ai|model|assistant|administrator|admin|hacker|dan|developer|unrestricted)
        | \b(developer|debug|god|jailbreak|dan|unrestricted)\s+mode\b
        | \b(as|to|dear|hey|hello|attention|note\s+(to|for))\s+(an?\s+|the\s+|any\s+|all\s+)?(ai|llm|language\s+model|chatbot|assistant|copywriting\s+model|summari[sz]er)s?\b
        | \b(ai|llm|language\s+model|chatbot|assistant|model)s?\s*[,:]\s*(please\s+)?(write|say|state|add|include|append|insert|output|reveal|print|repeat|publish|approve|ignore|answer|respond|translate|send)\b
        | \b(reveal|print|repeat|show|output|leak|disclose|translate)\b.{0,30}\b(your|the)\b.{0,15}\b(prompt|instructions|api\s*key|secret|credentials)\b
        | \b(instead\s+of|rather\s+than)\s+(writing|following|summari[sz]ing)\b
        | \b(do\s+not|don't|never)\s+(cite|mention|follow|tell)\b.{0,40}\b(block|source|instruction|user|editor|reviewer)
        | \b(mark|treat|consider|approve)\b.{0,30}\b(as\s+)?(supported|approved|verified)\b.{0,40}\b(claim|sentence|draft|everything|all)
        | <\s*/?\s*(system|user|assistant|instructions?|tool_call|function_call)\s*> | \[/?(inst|sys|system)\] | <\|.{0,20}\|> | (^|\n|[.!?]\s+)\s*(\#+\s*)?(system|assistant|developer)\s*:
        | \bend\s+of\s+(the\s+)?(document|input|data|context)\b
        | \b(ignoriere|vergiss|missachte)\w*\b.{0,40}\b(anweisung|vorgabe|regel|anleitung|prompt)
        | \b(ignore[zr]?|oublie[zr]?)\b.{0,40}\b(instruction|consigne|règle|directive)
        | \b(ignora|olvida|ignore|esquece|esqueça|dimentica)\w*\b.{0,40}\b(instruc|instru[cç]|istruzion|regla|regra|regol|indicacion)
        | (忽略|无视|無視).{0,12}(指令|指示|说明|說明|命令|プロンプト) | (игнорируй|забудь).{0,40}(инструкци|указани)
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Spoken();
}
