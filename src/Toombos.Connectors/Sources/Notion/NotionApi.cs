using System.Net.Http.Headers;
using System.Text.Json;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Notion;

/// <summary>Asks Notion at its pace, and again where that is safe and soon.</summary>
sealed class NotionApi(OutboundHttp http, IRequestPace pace, NotionOptions options, TimeProvider time, SourceAccount account)
{
    const int MostTries = 4;
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10), Conflict = TimeSpan.FromMilliseconds(500);

    public static SourceReading.Refused NotShared { get; } = new(
        "source.not-found", "Notion shows no page or database at this address to the connected account. In Notion, open the page, choose ••• and Connections, and add the integration; pages below it are included.");

    /// <summary>The answer, or null where there is no such thing.</summary>
    /// <exception cref="NotionException">Anything else.</exception>
    public async Task<JsonElement?> FindAsync(string path, CancellationToken ct) => await AskAsync(path, null, ct) is { Status: 200 } answer ? Read(answer) : null;

    /// <summary>All members of a list, however many answers it takes.</summary>
    /// <param name="query">The list is asked for by a posted query rather than by its address.</param>
    public async IAsyncEnumerable<JsonElement> ListAsync(string path, bool query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string? cursor = null;
        do
        {
            var answer = query
                ? await AskAsync(path, cursor is null ? """{"page_size":100}""" : $$"""{"page_size":100,"start_cursor":"{{JsonEncodedText.Encode(cursor)}}"}""", ct)
                : await AskAsync($"{path}?page_size=100{(cursor is null ? "" : "&start_cursor=" + Uri.EscapeDataString(cursor))}", null, ct);
            if (answer.Status != 200) throw new NotionException(NotShared);
            var page = Read(answer);
            foreach (var member in page.Each("results")) yield return member;
            cursor = page.IsTrue("has_more") ? page.Text("next_cursor") : null;
        }
        while (cursor is not null);
    }

    static JsonElement Read(HttpAnswer.Answered answer) => JsonPath.Object(answer.Body) ?? throw new NotionException(new SourceReading.Unreachable("Notion gave an answer that can't be read."));

    /// <summary>With status 200, 400 or 404.</summary>
    async Task<HttpAnswer.Answered> AskAsync(string path, string? body, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            await pace.WaitAsync(account.Id, ct);
            using var content = body is null ? null : new NotedBody(System.Text.Encoding.UTF8.GetBytes(body), "application/json");
            var answer = await http.CallAsync($"{options.ApiAddress}/v1/{path}", content, Prepare, ct: ct);
            switch (answer)
            {
                case HttpAnswer.Answered { Status: 200 or 404 or 400 } found:
                    return found;
                case HttpAnswer.Answered { Status: 409 } when tries < MostTries:
                    await Task.Delay(Conflict * tries, time, ct);
                    break;
                case HttpAnswer.Answered { Status: 429 or 529 } busy when tries < MostTries && (busy.RetryAfter ?? TimeSpan.FromSeconds(tries)) <= LongestWait:
                    await Task.Delay(busy.RetryAfter ?? TimeSpan.FromSeconds(tries), time, ct);
                    break;
                default:
                    throw new NotionException(Refusal(answer));
            }
        }
    }

    void Prepare(HttpRequestHeaders headers)
    {
        headers.Authorization = new("Bearer", account.Token);
        headers.TryAddWithoutValidation("Notion-Version", options.Version);
    }

    static SourceReading Refusal(HttpAnswer answer) => answer switch
    {
        HttpAnswer.Refused refused => new SourceReading.Refused(refused.Code, refused.Sentence),
        HttpAnswer.Unreachable away => new SourceReading.Unreachable(away.Sentence),
        HttpAnswer.Answered { Status: 401 } => new SourceReading.Refused(SourceAccount.Rejected, "Notion does not accept the token. Connect the account again."),
        HttpAnswer.Answered { Status: 403 } => new SourceReading.Refused("source.forbidden", "The integration may not read content. In Notion, under the integration's capabilities, allow it to read content."),
        HttpAnswer.Answered { Status: 429 or 529 } busy => new SourceReading.Unreachable("Notion takes no more questions just now.", busy.RetryAfter ?? TimeSpan.FromMinutes(1)),
        HttpAnswer.Answered { Status: 409 } => new SourceReading.Unreachable("The page is being changed in Notion just now."),
        HttpAnswer.Answered { Status: >= 500 or 408 } trouble => new SourceReading.Unreachable($"Notion is in trouble (status {trouble.Status}).", trouble.RetryAfter),
        HttpAnswer.Answered other => new SourceReading.Refused("source.unexpected-answer", $"Notion answered with status {other.Status}, which is not a page."),
        _ => throw new InvalidOperationException("There is no other answer."),
    };
}
