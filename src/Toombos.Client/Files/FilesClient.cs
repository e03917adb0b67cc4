using System.Net.Http.Headers;

namespace Toombos.Client.Files;

/// <summary>Uploaded pictures.</summary>
public sealed class FilesClient(ToombosConnection connection)
{
    /// <summary>
    /// Uploads a PNG, JPEG, WebP or GIF. 400 <c>file.empty</c>, <c>file.damaged</c>, <c>file.too-many-pixels</c>; 402 <c>quota.files</c>; 413 <c>file.too-large</c>; 415 <c>file.type</c>.
    /// </summary>
    /// <param name="isPublic">Whether the address will be published, as that of a logo, and must stay.</param>
    public async Task<StoredFile> UploadAsync(string fileName, Stream content, bool isPublic = false, CancellationToken ct = default)
    {
        using var form = new MultipartFormDataContent { { new StringContent(isPublic ? "true" : "false"), "public" } };
        var file = new StreamContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        // Names of files hold what headers do not: the encoded form says them exactly.
        file.Headers.ContentDisposition = new("form-data") { Name = "file", FileName = "file", FileNameStar = fileName };
        form.Add(file);
        return await connection.PostAsync<StoredFile>("v1/files", form, ct);
    }

    /// <summary>Newest first.</summary>
    public Task<Page<StoredFile>> ListAsync(string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<StoredFile>>(ToombosConnection.Query("v1/files", ("after", after), ("limit", limit)), ct);

    /// <summary>A file with a fresh address. 404 <c>file.not-found</c>.</summary>
    public Task<StoredFile> GetAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<StoredFile>($"v1/files/{id}", ct);

    /// <summary>Changes a file's name, description or focus, or whether its address stays. 404 <c>file.not-found</c>.</summary>
    public Task<StoredFile> UpdateAsync(Guid id, UpdateFileRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateFileRequest, StoredFile>(HttpMethod.Patch, $"v1/files/{id}", request, ct);

    /// <summary>Removes a file; its addresses answer 404 from then on, but copies in caches live until they expire.</summary>
    public Task DeleteAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/files/{id}", ct);
}
