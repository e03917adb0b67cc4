using System.Net;
using System.Text.Json;
using Toombos.Client;

namespace Toombos.Dashboard.Design;

/// <summary>Why something could not be read or done, in words for the person at the screen.</summary>
public sealed record Trouble(string Title, string Text, bool SignedOut, bool CanRetry, string? TraceId)
{
    public static bool IsExpected(Exception e) => e is ToombosApiException or HttpRequestException or JsonException or TimeoutException;

    public static Trouble From(Exception e) => e switch
    {
        ToombosApiException { Status: HttpStatusCode.Unauthorized } => new("Your session has ended", "Sign in again to go on. Texts you were editing are kept in this browser.", true, false, null),
        ToombosApiException { Status: HttpStatusCode.NotFound } api => new("Not found", api.Message, false, false, api.TraceId),
        ToombosApiException { Code: "rate.limited" } api => new("Too many requests for a moment", $"Nothing is lost. Try again in {Words.Wait(api.RetryAfter)}.", false, true, null),
        ToombosApiException { Status: HttpStatusCode.TooManyRequests } api => new("Not so fast", api.Message, false, true, null),
        ToombosApiException { Status: HttpStatusCode.PaymentRequired } api => new("Your plan's limit is reached", api.Message, false, false, null),
        ToombosApiException api => new("That did not work", api.Message, false, true, api.TraceId),
        HttpRequestException => new("The server can't be reached", "Check that the API is running, then try again.", false, true, null),
        _ => new("The server's answer could not be read", "Try again; if it stays so, the dashboard and the API may be of different versions.", false, true, null),
    };
}
