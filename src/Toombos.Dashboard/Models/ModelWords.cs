using System.Globalization;
using Toombos.Client.Models;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Models;

/// <summary>Models, what they are asked for and what they cost, as people read it.</summary>
static class ModelWords
{
    public const string Path = "/settings/models", Routes = Path + "/routes", Spending = Path + "/spending", Calls = Path + "/calls";

    public static IReadOnlyList<ModelPurpose> Purposes { get; } = Enum.GetValues<ModelPurpose>();

    public static (string Tone, string Icon, string Word) Sign(ModelProvider of) => of switch
    {
        { Off: true } => ("cancelled", Outlined.PauseCircle, "Off"),
        { Problem: not null } => ("failed", Outlined.ErrorOutline, "In trouble"),
        { CheckedAt: not null } => ("done", Outlined.CheckCircle, "Answers"),
        _ => ("pending", Outlined.HelpOutline, "Not tested"),
    };

    public static string Of(ModelProtocol protocol) => protocol switch { ModelProtocol.Anthropic => "Anthropic", _ => "OpenAI" };

    public static string Of(ModelPurpose purpose) => purpose switch
    {
        ModelPurpose.Refine => "Refining", ModelPurpose.SubjectLines => "Subject lines", ModelPurpose.Judge => "Second opinion", _ => "Drafts",
    };

    public static string Means(ModelPurpose purpose) => purpose switch
    {
        ModelPurpose.Refine => "Rewrites a part of a draft as an editor asks for it.",
        ModelPurpose.SubjectLines => "Suggests subject lines for newsletters.",
        ModelPurpose.Judge => "Says whether a draft says what its source says, when somebody asks. Better not the one that wrote it.",
        _ => "Writes drafts from the chosen items.",
    };

    /// <summary>What happens where no model answers.</summary>
    public static string Finally(ModelPurpose purpose) => purpose switch
    {
        ModelPurpose.Refine => "Finally the built-in composer: the text stays as it is.",
        ModelPurpose.SubjectLines => "Finally the built-in composer: its subject line stays.",
        ModelPurpose.Judge => "Where none answers there is no opinion; the built-in checks always run.",
        _ => "Finally the built-in composer, which needs no model.",
    };

    /// <summary>US dollars; of small sums as much as tells them from nothing.</summary>
    public static string Dollars(decimal sum) => "$" + sum.ToString(sum is > 0 and < 0.1m ? "0.00####" : "#,0.00", CultureInfo.InvariantCulture);

    public static string Price(decimal perMillion) => perMillion == 0 ? "free" : "$" + perMillion.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A model and who offers it; providers that were removed are said to be.</summary>
    public static string ProviderOf(IReadOnlyList<ModelProvider> providers, Guid id) => providers.FirstOrDefault(p => p.Id == id)?.Name ?? "a provider that was removed";
}
