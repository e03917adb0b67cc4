namespace Toombos.Server.Platform.Http;

/// <summary>Rules for what people type in fields of many forms; what breaks one is refused by the name of its field.</summary>
static class Typed
{
    /// <summary>A name of letters on one line, trimmed.</summary>
    public static string Name(string field, string name) =>
        name.Trim() is { Length: > 0 } trimmed && !trimmed.Any(char.IsControl) ? trimmed : throw new FieldException(field, "Write a name of letters, on one line.");

    /// <summary>A web address in full, as it was written.</summary>
    public static string Web(string field, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0 && uri.Host.Length > 0 && !address.Any(char.IsControl)
            ? address : throw new FieldException(field, "This is no web address. Write it in full, such as https://example.com/toombos, without user and password.");
}
