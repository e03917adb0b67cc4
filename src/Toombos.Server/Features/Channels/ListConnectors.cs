using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Metric = Toombos.Client.Publishing.Metric;
using Wire = Toombos.Client.Channels;

namespace Toombos.Server.Features.Channels;

/// <summary>The kinds of destination that can be connected, with the form of each.</summary>
static class ListConnectors
{
    public static Ok<IReadOnlyList<Wire.Connector>> Handle(TimeProvider clock)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return TypedResults.Ok<IReadOnlyList<Wire.Connector>>([.. ConnectorList.All.Select(one => ToWire(one, today))]);
    }

    static Wire.Connector ToWire(Connector one, DateOnly today) => new()
    {
        Kind = one.Kind, Name = one.Name, Purpose = one.Purpose, Publishes = Enum.Parse<Wire.Publishes>(one.Publishes.ToString()), Takes = one.Takes, Removes = one.Removes, Edits = one.Edits, Pictures = one.Pictures != PictureWay.None, Trial = WordsOf(one.Trial), Measures = [.. one.Measures.Select(m => Enum.Parse<Metric>(m.ToString()))], Guide = one.Guide,
        Version = one.Version is { } v ? new(v.Name, v.Ends, v.CheckedOn, v.Source, v.Warning(one.Name, today)) : null, Fields = [.. one.Form.Fields.Select(ToWire)],
    };

    static string? WordsOf(Trial trial) => trial switch
    {
        Trial.Letter => "Sends a letter to your own address, and to nobody else.",
        Trial.Hidden => "Puts a test there that only the account itself can see, and takes it away again.",
        Trial.Brief => "Posts a test of which nobody is notified, and takes it away at once. Whoever looks in that second sees it.",
        _ => null,
    };

    static Wire.ConnectorField ToWire(AccountField field) => new()
    {
        Name = field.Name, Label = field.Label, Hint = field.Hint, Example = field.Example, Input = Enum.Parse<Wire.FieldInput>(field.Input.ToString()), Required = field.Required, Instead = field.Instead, Listed = field.Listed,
        Least = field.Least, Most = field.Most, Choices = [.. field.Choices.Select(c => new Wire.FieldChoice(c.Value, c.Label))], Default = field.Default,
    };
}
