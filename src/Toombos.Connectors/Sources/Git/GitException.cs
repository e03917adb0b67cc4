namespace Toombos.Connectors.Sources.Git;

/// <summary>The host did not give what was asked for; ends the reading with what is to be said of it.</summary>
sealed class GitException(SourceReading reading) : Exception
{
    public SourceReading Reading { get; } = reading;
}
