namespace Toombos.Server.Features.Audiences;

/// <summary>Somebody to whom a letter may go now.</summary>
public sealed record Recipient(Guid SubscriberId, string Email, string? Name);
