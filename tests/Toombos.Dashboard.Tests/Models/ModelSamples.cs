using System.Globalization;
using Toombos.Client.Models;

namespace Toombos.Dashboard.Tests.Models;

/// <summary>Providers, routes and calls, as the API would send them.</summary>
static class ModelSamples
{
    public static readonly Guid HarbourId = Guid.Parse("aaaaaaaa-9999-7999-8999-999999999999"), QuayId = Guid.Parse("bbbbbbbb-9999-7999-8999-999999999999");

    public static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-02T{time}Z", CultureInfo.InvariantCulture);

    public static ModelEntry Entry(string name, decimal input = 2, decimal output = 8) => new() { Name = name, ContextTokens = 128_000, InputPrice = input, OutputPrice = output, Structured = true };

    public static ModelProvider Harbour { get; } = new()
    {
        Id = HarbourId, Name = "Harbour AI", Protocol = ModelProtocol.OpenAi, Address = "https://ai.harbour.example/v1", HasKey = true, Models = [Entry("harbour-1"), Entry("harbour-2", 0.4m, 1.6m)], Off = false, MaxConcurrent = 8,
        CreatedAt = At("08:00:00"), CheckedAt = At("09:00:00"),
    };

    public static ModelProvider Quay { get; } = Harbour with { Id = QuayId, Name = "Quay", Protocol = ModelProtocol.Anthropic, Address = "http://quay.local:8080", HasKey = false, Models = [Entry("quay-1", 0, 0)], CheckedAt = null };

    public static IReadOnlyList<KnownModel> Known { get; } =
    [
        new("OpenAI", ModelProtocol.OpenAi, "https://api.openai.example/v1", Entry("large", 2, 8), new(2026, 11, 26)), new("OpenAI", ModelProtocol.OpenAi, "https://api.openai.example/v1", Entry("small", 0.4m, 1.6m), new(2026, 11, 26)),
        new("Anthropic", ModelProtocol.Anthropic, "https://api.anthropic.example", Entry("sonnet", 3, 15), new(2026, 11, 26)),
    ];

    public static ModelRoute Route(ModelProvider provider, string model, int seconds = 120) => new() { ProviderId = provider.Id, Model = model, MaxSeconds = seconds };

    public static ModelCall Call(string model = "harbour-1", string? problem = null, Guid? draft = null) => new()
    {
        Id = Guid.CreateVersion7(), At = At("10:00:00"), Purpose = ModelPurpose.SubjectLines, ProviderId = HarbourId, Model = model, DraftId = draft, By = "Ada", Prompt = "subjects@1", InputTokens = 1200, OutputTokens = 90,
        Cost = 0.0036m, Milliseconds = 2400, Problem = problem,
    };
}
