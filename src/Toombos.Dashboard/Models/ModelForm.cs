using Toombos.Client.Models;

namespace Toombos.Dashboard.Models;

/// <summary>One model as it is typed in the dialog of its provider.</summary>
public sealed class ModelForm
{
    public string Name { get; set; } = "";
    public int ContextTokens { get; set; } = 128_000;
    public decimal InputPrice { get; set; }
    public decimal OutputPrice { get; set; }
    public bool Structured { get; set; }

    public static ModelForm Of(ModelEntry model) =>
        new() { Name = model.Name, ContextTokens = model.ContextTokens, InputPrice = model.InputPrice, OutputPrice = model.OutputPrice, Structured = model.Structured };

    /// <summary>A name that the catalogue knows brings its figures along; each may be changed afterwards.</summary>
    public void Call(string? name, IEnumerable<KnownModel> known)
    {
        Name = name ?? "";
        if (known.FirstOrDefault(k => k.Model.Name == Name.Trim())?.Model is { } model)
            (ContextTokens, InputPrice, OutputPrice, Structured) = (model.ContextTokens, model.InputPrice, model.OutputPrice, model.Structured);
    }

    public ModelEntry ToEntry() => new() { Name = Name.Trim(), ContextTokens = ContextTokens, InputPrice = InputPrice, OutputPrice = OutputPrice, Structured = Structured };
}
