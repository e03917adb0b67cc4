using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Privacy;

/// <summary>Writes down what people agree to. Every door through which somebody agrees to something comes here.</summary>
public sealed class ConsentBook(ToombosDb db, IHttpContextAccessor requests, TimeProvider clock)
{
    /// <summary>What the terms and the privacy notice are called.</summary>
    public const string Terms = "terms";

    /// <summary>Adds the record; the caller saves it together with what it stands for.</summary>
    public void Record(Guid personId, string kind, string version) => db.Consents.Add(new()
    {
        PersonId = personId, Kind = kind, Version = version, At = clock.GetUtcNow(), Address = requests.HttpContext?.Connection.RemoteIpAddress?.ToString(),
    });
}
