using System.Net;
using Toombos.Client;

namespace Toombos.Server.Tests.Hosting;

/// <summary>Expects the API to refuse.</summary>
static class Problems
{
    public static async Task<ToombosApiException> RefusedAsync(HttpStatusCode status, string code, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<ToombosApiException>(call);
        Assert.Equal((status, code), (refused.Status, refused.Code));
        Assert.NotNull(refused.TraceId);
        return refused;
    }
}
