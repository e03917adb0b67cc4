namespace Toombos.Connectors.Http;

/// <summary>
/// Whether anything may leave the process for whoever acts now. The host knows who that is; calls ask here before the name of a host is even looked up.
/// </summary>
/// <param name="closed">A sentence that says why nothing may leave; null when it may.</param>
public sealed class OutboundGate(Func<string?> closed)
{
    /// <summary>Code of every refusal by the gate.</summary>
    public const string Code = "outbound.closed";

    /// <summary>Lets everybody out.</summary>
    public static OutboundGate Open { get; } = new(() => null);

    public HttpAnswer.Refused? Refusal => closed() is { } sentence ? new(Code, sentence) : null;
}
