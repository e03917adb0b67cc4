using System.Globalization;
using Toombos.Client;
using Toombos.Client.Models;

namespace Toombos.Dashboard.Writing;

/// <summary>What a model costs, for people: fractions of a cent matter to nobody.</summary>
static class ModelPrice
{
    /// <summary>Who will be asked and for how much, before it is asked.</summary>
    public static string Before(ModelEstimate estimate) => estimate.Known ? $"{estimate.Model} has answered this before; it costs nothing."
        : $"{estimate.Model}, {Range(estimate.Most, estimate.Usual)}.";

    public static string Range(decimal most, decimal? usual) => $"at most {Of(most)}{Usually(usual)}";

    /// <summary>Nothing where too little is known.</summary>
    public static string Usually(decimal? usual) => usual is { } dollars ? $", usually {Of(dollars)}" : "";

    /// <summary>The price, or why nothing can be asked, in words.</summary>
    public static async Task<(ModelEstimate? Estimate, string? Refused)> TryAsync(Func<Task<ModelEstimate>> ask)
    {
        try
        {
            return (await ask(), null);
        }
        catch (ToombosApiException refused)
        {
            return (null, refused.Message);
        }
    }

    public static string Of(decimal dollars) => dollars switch
    {
        0 => "free",
        < 0.01m => "less than 1 ¢",
        _ => dollars.ToString("$0.00", CultureInfo.InvariantCulture),
    };
}
