using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Git;

/// <summary>Asks the host of a repository, with the account's token where there is one. The token goes to no other address, so with one no redirect is followed.</summary>
sealed class GitCalls(OutboundHttp http, GitFolder folder, SourceAccount? account, TimeProvider time)
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Day = TimeSpan.FromDays(1);

    public bool WithAccount => account is not null;

    /// <summary>With a status of success, 304 where a tag was named, or one of <paramref name="taken"/>.</summary>
    /// <exception cref="GitException">Anything else.</exception>
    public async Task<HttpAnswer.Answered> AskAsync(string address, string accept, CancellationToken ct, string? tag = null, params int[] taken)
    {
        void Prepare(HttpRequestHeaders headers)
        {
            headers.Accept.ParseAdd(accept);
            if (account is not null) headers.Authorization = new("Bearer", account.Token);
            if (tag is not null && EntityTagHeaderValue.TryParse(tag, out var known)) headers.IfNoneMatch.Add(known);
        }
        var answer = account is null ? await http.GetAsync(address, Prepare, ct: ct) : await http.CallAsync(address, prepare: Prepare, ct: ct);
        return answer switch
        {
            HttpAnswer.Answered { Status: >= 200 and < 300 } good => good,
            HttpAnswer.Answered answered when answered.Status == 304 && tag is not null || taken.Contains(answered.Status) => answered,
            HttpAnswer.Answered answered => throw new GitException(Refusal(answered)),
            HttpAnswer.Refused refused => throw new GitException(new SourceReading.Refused(refused.Code, refused.Sentence)),
            HttpAnswer.Unreachable away => throw new GitException(new SourceReading.Unreachable(away.Sentence)),
            _ => throw new InvalidOperationException("There is no other answer."),
        };
    }

    public async Task<JsonElement> JsonAsync(string address, CancellationToken ct) => Read(await AskAsync(address, "application/json", ct));

    public JsonElement Read(HttpAnswer.Answered answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Strange();
        }
    }

    public GitException Strange() => new(new SourceReading.Unreachable($"The host did not answer as {folder.Name} does."));

    /// <summary>Whoever may not see a repository is told that there is none.</summary>
    public GitException NotFound() => new(new SourceReading.Refused("source.not-found", account is null
        ? $"There is no such repository, branch or folder that everybody may read. Check the address; if the repository is not public, choose a connected {folder.Name} account."
        : "There is no such repository, branch or folder, or the token may not read it. Check the address, and that the token covers this repository."));

    SourceReading Refusal(HttpAnswer.Answered answer) => answer switch
    {
        { Status: 401 } when account is not null => new SourceReading.Refused(SourceAccount.Rejected, $"{folder.Name} does not accept the token. It was withdrawn or has ended: make another, and give it to the connected account."),
        { Status: 403 or 429 } busy when Wait(busy) is { } wait => new SourceReading.Unreachable(
            $"{folder.Name} takes no more questions {(account is null ? "from this server just now. With a connected account it takes more" : "with this token just now")}.", wait),
        { Status: 301 or 302 or 307 or 308 } => new SourceReading.Refused("source.moved", "The repository was renamed or moved. Add it again under its new address."),
        { Status: 401 or 403 } => new SourceReading.Refused("source.forbidden", account is null
            ? $"{folder.Name} lets nobody read this without an account. Choose a connected one."
            : $"The token may not read this. Give it the right to read the contents of this repository; some organisations must allow the token first."),
        { Status: 404 or 409 or 410 or 422 } => NotFound().Reading,
        { Status: 408 or >= 500 } trouble => new SourceReading.Unreachable($"{folder.Name} is busy or out of order (status {trouble.Status}).", trouble.RetryAfter),
        _ => new SourceReading.Refused("source.unexpected-answer", $"{folder.Name} answered with status {answer.Status}, which is not a repository."),
    };

    /// <summary>How long to leave the host alone; null where it did not refuse for the number of questions.</summary>
    TimeSpan? Wait(HttpAnswer.Answered answer)
    {
        if (answer.RetryAfter is { } said) return said;
        var spent = (answer.Header("X-RateLimit-Remaining") ?? answer.Header("RateLimit-Remaining")) == "0";
        if (spent && long.TryParse(answer.Header("X-RateLimit-Reset") ?? answer.Header("RateLimit-Reset"), CultureInfo.InvariantCulture, out var reset) && reset is > 0 and < 253_402_300_799)
            return DateTimeOffset.FromUnixTimeSeconds(reset) - time.GetUtcNow() is var left && left < Minute ? Minute : left > Day ? Day : left;
        return answer.Status == 429 || spent || answer.Body.Span.IndexOf("rate limit"u8) >= 0 ? Minute : null;
    }
}
