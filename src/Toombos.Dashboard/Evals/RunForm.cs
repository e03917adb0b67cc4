using Toombos.Client.Evals;
using Toombos.Client.Writing;

namespace Toombos.Dashboard.Evals;

/// <summary>What a person chose to try. Empty means as now.</summary>
sealed class RunForm
{
    const char Between = ' ';

    public string Model { get; set; } = "";
    public string Voice { get; set; } = "";
    public string Prompt { get; private set; } = "";
    public string Text { get; set; } = "";
    public string Title { get; set; } = "";
    public bool Fresh { get; set; }

    /// <summary>A model as the value of an option.</summary>
    public static string KeyOf(Guid provider, string model) => $"{provider}{Between}{model}";

    /// <summary>Begins with the text that is in use.</summary>
    public void Pick(string name, IReadOnlyList<Prompt> prompts) => (Prompt, Text) = (name, prompts.FirstOrDefault(p => p.Name == name) is { } prompt ? prompt.Own?.Text ?? prompt.Text : "");

    public StartEvalRunRequest ToRequest()
    {
        var candidate = new EvalCandidate
        {
            Model = Model.Split(Between, 2) is [var provider, var model] ? new() { ProviderId = Guid.Parse(provider), Name = model } : null, Voice = Voice.Length > 0 ? Voice : null,
            Prompt = Prompt.Length > 0 ? new() { Name = Prompt, Text = Text } : null,
        };
        return new() { Candidate = candidate is { Model: null, Voice: null, Prompt: null } ? null : candidate, Title = Title.Trim() is { Length: > 0 } title ? title : null, Fresh = Fresh };
    }
}
