using System.Collections.Concurrent;
using System.Reflection;
using Scriban;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Toombos.Server.Features.Rendering;

/// <summary>The Liquid templates of the product, parsed once. Text of documents is only ever a value, never a template.</summary>
static class LiquidTemplates
{
    static readonly Assembly Assembly = typeof(LiquidTemplates).Assembly;
    static readonly ConcurrentDictionary<string, Template> Parsed = new(StringComparer.Ordinal);
    static readonly ScriptObject Builtins = new LiquidBuiltinsFunctions();
    static readonly Include Partials = new();

    /// <summary>Fills a template; <paramref name="name"/> is its path without extension, for example <c>email/modern</c>.</summary>
    public static string Render(string name, object view)
    {
        var context = new EscapingContext(Builtins);
        var values = new ScriptObject();
        values.Import(view);
        values.SetValue("include", Partials, readOnly: true);
        context.PushGlobal(values);
        return Named(name).Render(context);
    }

    static Template Named(string name) => Parsed.GetOrAdd(name, Read);

    static Template Read(string name)
    {
        var path = $"Toombos.Server.Features.Rendering.Templates.{name.Replace('/', '.')}.liquid";
        using var reader = new StreamReader(Assembly.GetManifestResourceStream(path) ?? throw new InvalidOperationException($"There is no template {name}."));
        var template = Template.ParseLiquid(reader.ReadToEnd().TrimEnd('\n'), name);
        return template.HasErrors ? throw new InvalidOperationException(template.Messages.ToString()) : template;
    }

    /// <summary>Draws a partial in place, with the variables of the template that asks for it.</summary>
    sealed class Include : IScriptCustomFunction
    {
        public int RequiredParameterCount => 1;
        public int ParameterCount => 1;
        public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;
        public Type ReturnType => typeof(Markup);

        public ScriptParameterInfo GetParameterInfo(int index) => new(typeof(string), "name");

        public object Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement)
        {
            var partial = Named((string)arguments[0]!).Page!;
            context.PushOutput();
            var output = "";
            try
            {
                context.Evaluate(partial);
            }
            finally
            {
                output = context.PopOutput()?.ToString() ?? "";
            }
            return new Markup(output);
        }

        public ValueTask<object?> InvokeAsync(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
            new(Invoke(context, callerContext, arguments, blockStatement));
    }
}
