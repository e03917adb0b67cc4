using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Files.Storing;

/// <summary>Chooses the place of a new file, and finds the one of an old.</summary>
public sealed class FileStores(FolderStore folder, BucketStore bucket, IOptions<FilesOptions> options)
{
    /// <summary>A bucket is outside the process, so what a test key uploads stays in the folder.</summary>
    public FilePlace PlaceFor(Outbound outbound) => options.Value.Bucket is { Length: > 0 } && outbound.IsOpen ? FilePlace.Bucket : FilePlace.Folder;

    public IFileStore At(FilePlace place) => place == FilePlace.Bucket ? bucket : folder;
}
