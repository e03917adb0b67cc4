namespace Toombos.Server.Features.Publishing;

/// <summary>What the job of a publication is told.</summary>
public sealed record PublishPayload(Guid PublicationId)
{
    /// <summary>The kind of such jobs.</summary>
    public const string Kind = "publish";
}
