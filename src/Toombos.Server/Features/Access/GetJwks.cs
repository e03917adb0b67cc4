using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Access;

/// <summary>The public keys by which others can check access tokens (RFC 7517).</summary>
static class GetJwks
{
    public static async Task<IResult> Handle(SigningKeys keys, HttpContext context, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        var all = (await keys.PublicAsync(ct)).Select(k => new Dictionary<string, string>
        {
            ["kty"] = k.Kty, ["crv"] = k.Crv, ["use"] = k.Use, ["alg"] = k.Alg, ["kid"] = k.Kid, ["x"] = k.X, ["y"] = k.Y,
        });
        return Results.Json(new Dictionary<string, object> { ["keys"] = all.ToArray() }, contentType: "application/jwk-set+json");
    }
}
