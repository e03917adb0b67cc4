using System.Runtime.InteropServices;

namespace Toombos.Connectors.Channels.Site;

/// <summary>What the platform can do with files only: make names in a folder last through a power failure, and put a link in place of another in one step.</summary>
static partial class DurableNames
{
    const int ReadOnly = 0;

    /// <summary>Windows keeps names by its own journal.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, ReadOnly);
        if (handle < 0) throw new IOException($"The folder can't be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        try
        {
            if (Sync(handle) != 0) throw new IOException($"The folder can't be made to last: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>There is no moment at which neither link is there, except on Windows.</summary>
    public static void Replace(string link, string by)
    {
        if (OperatingSystem.IsWindows())
        {
            if (Directory.Exists(link)) Directory.Delete(link);
            Directory.Move(by, link);
        }
        else if (Rename(by, link) != 0)
        {
            throw new IOException($"The link can't be replaced: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
