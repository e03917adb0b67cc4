using System.Text;
using System.Text.Json.Nodes;

namespace Toombos.Connectors.Channels.Api;

/// <summary>One call to the interface of a service.</summary>
/// <param name="Service">Its name, for sentences.</param>
sealed record ApiCall(string Service, HttpMethod Method, string Address)
{
    public ReadOnlyMemory<byte>? Body { get; init; }
    public string ContentType { get; init; } = "application/json; charset=utf-8";
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Taken out of whatever the other side says.</summary>
    public IReadOnlyList<string?> Secrets { get; init; } = [];

    public ApiCall With(JsonObject body) => this with { Body = Encoding.UTF8.GetBytes(body.ToJsonString()) };

    public ApiCall With(string header, string value) => this with { Headers = [.. Headers, (header, value)] };
}
