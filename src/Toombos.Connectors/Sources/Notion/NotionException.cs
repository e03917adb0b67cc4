namespace Toombos.Connectors.Sources.Notion;

/// <summary>Notion did not give what was asked for; ends the reading with what is to be said of it.</summary>
sealed class NotionException(SourceReading reading) : Exception
{
    public SourceReading Reading { get; } = reading;
}
