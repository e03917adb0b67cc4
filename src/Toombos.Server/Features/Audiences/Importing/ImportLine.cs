using Toombos.Client.Audiences;

namespace Toombos.Server.Features.Audiences.Importing;

/// <summary>One line of an import as it was read: somebody, or the reason why it is nobody.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Text">What stands where the address should.</param>
/// <param name="Email">In normal form; empty when it is none.</param>
sealed record ImportLine(int Line, string Text, string Email, string? Name, SkipReason? Invalid);
