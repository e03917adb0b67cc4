using System.Globalization;

namespace Toombos.Dashboard.Writing;

/// <summary>What a model costs, for people: fractions of a cent matter to nobody.</summary>
static class ModelPrice
{
    public static string Of(decimal dollars) => dollars switch
    {
        0 => "free",
        < 0.01m => "less than 1 ¢",
        _ => dollars.ToString("$0.00", CultureInfo.InvariantCulture),
    };
}
