using System.Security.Cryptography;
using System.Text;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Features.Audiences;

/// <summary>Tells addresses apart without keeping them. Keyed, so that nobody with a copy of the table can try addresses out; another in each workspace.</summary>
public sealed class Fingerprints(StoredSecrets secrets)
{
    const string KeyName = "address-fingerprints";

    /// <param name="email">In normal form.</param>
    public async ValueTask<byte[]> OfAsync(Guid workspace, string email, CancellationToken ct) => (await InAsync(workspace, ct))(email);

    /// <summary>For many addresses of one workspace.</summary>
    public async ValueTask<Func<string, byte[]>> InAsync(Guid workspace, CancellationToken ct)
    {
        var key = HMACSHA256.HashData(await secrets.GetAsync(KeyName, ct), workspace.ToByteArray());
        return email => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(email));
    }
}
