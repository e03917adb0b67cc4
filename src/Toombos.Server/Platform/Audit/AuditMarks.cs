namespace Toombos.Server.Platform.Audit;

/// <summary>Changes of this table, or of this property alone, are no acts and leave no entry: bookkeeping, counters, the log itself.</summary>
/// <param name="why">For whoever reviews it.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
public sealed class UnloggedAttribute(string why) : Attribute
{
    public string Why { get; } = why;
}

/// <summary>A shared table whose rows nevertheless belong to the log of the workspace that has been entered; or a property that is shown although its type alone would not allow it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
public sealed class LoggedAttribute : Attribute;

/// <summary>The log says that the property changed, never what it holds.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConfidentialAttribute : Attribute;
