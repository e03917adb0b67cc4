using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;
using Toombos.Dashboard.Access;

namespace Toombos.Dashboard.Shell;

/// <summary>
/// Hands what the first, static rendering of a page has read to the circuit that takes the page over, so that nothing is
/// asked twice and nothing flickers. Kept for seconds in this process, under the key of the signed-in person; without it the circuit just asks again.
/// </summary>
sealed class Handover(IMemoryCache memory, IHttpContextAccessor requests, SessionKey session)
{
    static readonly TimeSpan Life = TimeSpan.FromSeconds(15);

    public async ValueTask<T> ReadAsync<T>(string name, Func<Task<T>> read) where T : class
    {
        var key = ("handover", Session(), name);
        if (!Prerendering && memory.TryGetValue(key, out T? handed) && handed is not null)
        {
            memory.Remove(key);
            return handed;
        }
        var value = await read();
        if (Prerendering) memory.Set(key, value, Life);
        return value;
    }

    bool Prerendering => requests.HttpContext is { WebSockets.IsWebSocketRequest: false } context && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);

    string Session() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(session.Value ?? "")));
}
