using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;

namespace Toombos.Server.Features.Channels;

/// <summary>Where sites lie on disk, and under which address Toombos shows them. Chosen here and never by a tenant.</summary>
public sealed partial class SiteFolders(IOptions<DatabaseOptions> data, PublicAddress address, ILogger<SiteFolders> log)
{
    public string Of(Guid workspace, Guid channel) => Path.Combine(Of(workspace), channel.ToString("N"));

    public string AddressOf(Guid channel) => address.Of($"/sites/{channel}/");

    public void Remove(Guid workspace, Guid channel) => Remove(Of(workspace, channel));

    /// <summary>All sites of a workspace that is erased.</summary>
    public void Remove(Guid workspace) => Remove(Of(workspace));

    string Of(Guid workspace) => Path.GetFullPath(Path.Combine(data.Value.DataFolder, "sites", workspace.ToString("N")));

    /// <summary>Nobody is shown it any more, so a disk in trouble is the operator's matter.</summary>
    void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogLeft(failure.GetType().Name, folder);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Failure}: the folder {Folder} of a site that is gone could not be removed; remove it by hand")]
    partial void LogLeft(string failure, string folder);
}
