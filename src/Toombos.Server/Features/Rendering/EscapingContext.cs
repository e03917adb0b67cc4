using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>Text that is markup already: a partial that was drawn, or JSON-LD.</summary>
sealed record Markup(string Html);

/// <summary>
/// How a template runs: every value is escaped on its way out unless it is <see cref="Markup"/>, only properties of our own view
/// records can be read, and loops, recursion and output have an end.
/// </summary>
sealed class EscapingContext : TemplateContext
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    static readonly string? Views = typeof(EscapingContext).Namespace;

    public EscapingContext(ScriptObject builtins) : base(builtins)
    {
        Language = ScriptLang.Liquid;
        LoopLimit = 200_000;
        RecursiveLimit = 40;
        OutputLimit = 128 * 1024 * 1024;
        LimitToString = 0;
        MemberFilter = static member => member is PropertyInfo && (member.DeclaringType?.Namespace == Views || member.DeclaringType == typeof(TextRun));
        PushCulture(CultureInfo.InvariantCulture);
    }

    public override TemplateContext Write(SourceSpan span, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case Markup markup:
                Write(markup.Html);
                break;
            case string text:
                Write(Encoder.Encode(text));
                break;
            default:
                Write(Encoder.Encode(ObjectToString(value) ?? ""));
                break;
        }
        return this;
    }
}
