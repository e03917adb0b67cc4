namespace Toombos.Dashboard.Design;

/// <summary>A key that was just made.</summary>
/// <param name="Name">What the receiver is called.</param>
/// <param name="Key">In the form <c>whsec_…</c>.</param>
public sealed record SigningKey(string Name, string Key);
