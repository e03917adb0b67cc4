using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Files.Storing;

/// <summary>Files in the data folder, two hundred and fifty-six folders wide.</summary>
public sealed class FolderStore(IOptions<DatabaseOptions> data) : IFileStore
{
    string Folder => Path.GetFullPath(Path.Combine(data.Value.DataFolder, "files"));

    /// <summary>Written under another name first, so that nobody reads half a file.</summary>
    public async Task PutAsync(string location, byte[] bytes, string contentType, CancellationToken ct)
    {
        var path = PathOf(location);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path + ".part", bytes, ct);
        File.Move(path + ".part", path, overwrite: true);
    }

    public Task<Stream?> OpenAsync(string location, CancellationToken ct)
    {
        var path = PathOf(location);
        return Task.FromResult<Stream?>(File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous) : null);
    }

    public Task DeleteAsync(string location, CancellationToken ct)
    {
        var path = PathOf(location);
        File.Delete(path + ".part");
        if (Directory.Exists(Path.GetDirectoryName(path))) File.Delete(path);
        return Task.CompletedTask;
    }

    /// <summary>Names are our own hex digits, but a database that was tampered with must not lead out of the folder.</summary>
    string PathOf(string location) => location.Length == 64 && location.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(Folder, location[..2], location) : throw new InvalidOperationException("This is no name of a stored file.");
}
