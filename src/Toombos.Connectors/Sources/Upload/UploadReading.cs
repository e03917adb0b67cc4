namespace Toombos.Connectors.Sources.Upload;

/// <summary>What came of reading an uploaded file. Sentences are for people and say what to do.</summary>
public abstract record UploadReading
{
    UploadReading()
    {
    }

    public sealed record Read(string Markdown) : UploadReading;

    public sealed record Refused(string Code, string Sentence) : UploadReading;
}
