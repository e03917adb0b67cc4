using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client;
using Toombos.Client.Models;

namespace Toombos.Server.Features.Models;

/// <summary>The catalogue, read from the embedded file once.</summary>
static class KnownModels
{
    static readonly IReadOnlyList<KnownModel> All = Read();

    public static Ok<IReadOnlyList<KnownModel>> Handle() => TypedResults.Ok(All);

    static IReadOnlyList<KnownModel> Read()
    {
        using var stream = typeof(KnownModels).Assembly.GetManifestResourceStream("models/known")!;
        return JsonSerializer.Deserialize(stream, ToombosJson.Default.IReadOnlyListKnownModel) ?? throw new JsonException("The catalogue of models is empty.");
    }
}
