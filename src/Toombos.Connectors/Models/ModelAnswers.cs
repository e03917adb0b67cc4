using System.Globalization;

namespace Toombos.Connectors.Models;

/// <summary>What an answer means that is none to the question. Providers say more in their words than in their numbers, so both are looked at.</summary>
static class ModelAnswers
{
    static readonly string[] TooLong = ["context_length_exceeded", "context length", "context window", "too many tokens", "prompt is too long", "maximum context", "request_too_large", "exceeds the maximum"];
    static readonly string[] Paid = ["insufficient_quota", "credit balance", "billing", "insufficient balance", "payment required", "spending limit"];

    public static (ModelProblem Problem, string Sentence) Of(int status, string? text)
    {
        return status switch
        {
            401 => (ModelProblem.Auth, Say("does not accept the key. Enter a new one from the provider's console.")),
            402 => (ModelProblem.Billing, Say("asks for payment first. Settle it with the provider.")),
            429 when Says(Paid) => (ModelProblem.Billing, Say("says that nothing is left to spend. Add credit or raise the limit with the provider.")),
            429 => (ModelProblem.Rate, Say("takes no more requests just now. It is asked again later.")),
            413 => (ModelProblem.TooLong, Say("says that the text is too long for the model. Choose a model that takes more, or a shorter document.")),
            400 or 422 when Says(TooLong) => (ModelProblem.TooLong, Say("says that the text is too long for the model. Choose a model that takes more, or a shorter document.")),
            400 when Says(Paid) => (ModelProblem.Billing, Say("says that nothing is left to spend. Add credit or raise the limit with the provider.")),
            400 or 422 => (ModelProblem.Content, Say("does not understand the request, or does not want to answer it.")),
            403 => (ModelProblem.Permission, Say("does not let the key use this model. Allow it with the provider, or choose another.")),
            404 => (ModelProblem.Permission, Say("knows no such model or address. Check both.")),
            408 or 409 or >= 500 => (ModelProblem.Transient, Say("is in trouble itself. It is asked again later.")),
            >= 300 and < 400 => (ModelProblem.Permission, Say("leads elsewhere, and requests do not follow. Enter the address it ends at.")),
            < 300 => (ModelProblem.Unknown, Say("answered with something that is no answer of a model. Check the address.")),
            _ => (ModelProblem.Unknown, Say("answered in a way that nobody expected.")),
        };

        bool Says(string[] words) => text is not null && words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
        string Say(string words) => string.Create(CultureInfo.InvariantCulture, $"The provider answered {status}: it {words}");
    }
}
