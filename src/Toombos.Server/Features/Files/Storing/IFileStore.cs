namespace Toombos.Server.Features.Files.Storing;

/// <summary>A place for bytes under opaque names: a folder of this machine, or a bucket that many nodes share.</summary>
public interface IFileStore
{
    Task PutAsync(string location, byte[] bytes, string contentType, CancellationToken ct);

    /// <summary>Null when nothing lies there.</summary>
    Task<Stream?> OpenAsync(string location, CancellationToken ct);

    /// <summary>Removing what is not there is no failure.</summary>
    Task DeleteAsync(string location, CancellationToken ct);
}

/// <summary>The store did not do what it was asked; the cause is in the log and never in the answer.</summary>
public sealed class FileStoreException(string message, Exception cause) : Exception(message, cause);
