using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.DevTo;

/// <summary>
/// Publishes pages as articles at DEV. An article in doubt is looked for among the account's own. How much a model wrote is said in DEV's own field.
/// Source: developers.forem.com/api/v1.
/// </summary>
public sealed class DevToChannel(ApiLine line) : IMeasures
{
    const int MostTags = 4;
    const string Post = "post", Address = "address";

    public static Connector Kind { get; } = new()
    {
        Kind = "devto", Name = "DEV", Purpose = "Articles in Markdown at dev.to, or another site that runs Forem.", Publishes = Publishes.Pages, Takes = ["web"], Removes = true, Pictures = PictureWay.Linked, Measures = [Metric.Views, Metric.Likes, Metric.Replies],
        Form = AccountForm.Of<DevToAccount>(), Guide = "https://developers.forem.com/api/v1#section/Authentication",
    };

    static readonly AiFlag Flag = ChannelKinds.Find("devto")!.AiFlag!;

    public Connector About => Kind;
    public AfterSilence AfterSilence => AfterSilence.GoOn;

    public Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct)
    {
        var mine = Mine(account);
        return dispatch switch
        {
            Dispatch.Article article => PutAsync(mine, article, memory, ct),
            // Articles can't be deleted by programs; one that is no longer published is seen by its author alone.
            Dispatch.Removal removal => ChangeAsync(mine, removal.Reference, new() { ["published"] = false }, ct),
            _ => throw new ArgumentException("DEV takes pages.", nameof(dispatch)),
        };
    }

    public Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct) =>
        dispatch is Dispatch.Article article ? FindAsync(Mine(account), article, ct) : throw new ArgumentException("DEV takes pages.", nameof(dispatch));

    public async Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct)
    {
        var who = await CallAsync(Mine(account), HttpMethod.Get, "users/me", null, ct);
        return [who.Good ? new(true, "Account", $"The key belongs to {who.Text("username")}.") : CheckedPoints.Bad("Account", Refusal(who))];
    }

    /// <summary>Views are told to the author alone, in the list of the author's own articles.</summary>
    public async Task<Measured> MeasureAsync(ChannelAccount account, IReadOnlyList<string> references, CancellationToken ct)
    {
        var mine = await CallAsync(Mine(account), HttpMethod.Get, "articles/me/all?per_page=1000", null, ct);
        return !mine.Good ? Measured.Refused(Refusal(mine)) : Measuring.Among(references, mine.Each(), article => article.Text("id"), article => Measuring.Of(article,
            (Metric.Views, "page_views_count"), (Metric.Likes, "public_reactions_count"), (Metric.Replies, "comments_count")));
    }

    async Task<ChannelAnswer> PutAsync(DevToAccount account, Dispatch.Article article, IDispatchMemory memory, CancellationToken ct)
    {
        foreach (var picture in article.Pictures)
            if (await PictureUpload.AddressOfAsync(picture, ct) is { Failure: { } missing }) return missing;
        return article.Replaces is { } there ? await ChangeAsync(account, there, Body(account, article), ct) : await PublishAsync(account, article, memory, ct);
    }

    async Task<ChannelAnswer> PublishAsync(DevToAccount account, Dispatch.Article article, IDispatchMemory memory, CancellationToken ct)
    {
        var answer = await new Steps(memory).OnceAsync(Post, async () =>
        {
            var posted = await CallAsync(account, HttpMethod.Post, "articles", Body(account, article), ct);
            if (!posted.Good) return Refusal(posted);
            if (posted.Text("url") is { } url) await memory.KeepAsync(Address, url, ct);
            return new ChannelAnswer.Delivered(Confirmed: true, posted.Text("id"));
        }, () => FindAsync(account, article, ct), ct);
        return answer is ChannelAnswer.Delivered delivered ? delivered with { Address = memory.Recall(Address) } : answer;
    }

    async Task<ChannelAnswer> ChangeAsync(DevToAccount account, string id, JsonObject article, CancellationToken ct)
    {
        var changed = await CallAsync(account, HttpMethod.Put, $"articles/{Uri.EscapeDataString(id)}", article, ct);
        return changed.Good || changed.Status == 404 && article.Count == 1 ? new ChannelAnswer.Delivered(Confirmed: true, id, Address: changed.Text("url")) : Refusal(changed);
    }

    async Task<ReadBack> FindAsync(DevToAccount account, Dispatch.Article article, CancellationToken ct)
    {
        var mine = await CallAsync(account, HttpMethod.Get, "articles/me/all?per_page=30", null, ct);
        if (!mine.Good) return mine.NotRead();
        var (title, text) = (Fingerprint.Of(article.Title), Fingerprint.Of(TextOf(article)));
        foreach (var one in mine.Each())
            if (Fingerprint.Of(Of(one, "title")) == title && Fingerprint.Of(Of(one, "body_markdown")) == text) return new ReadBack.Found(one.GetProperty("id").GetRawText());
        return new ReadBack.Absent();

        static string Of(JsonElement one, string field) => one.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }

    static JsonObject Body(DevToAccount account, Dispatch.Article article)
    {
        var body = new JsonObject
        {
            ["title"] = article.Title, ["body_markdown"] = TextOf(article), ["main_image"] = article.Pictures.Count > 0 ? article.Pictures[0].Address : null, ["published"] = !account.Drafts, ["description"] = article.Excerpt,
            ["tags"] = new JsonArray([.. article.Tags.Select(TagOf).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Take(MostTags).Select(t => JsonValue.Create(t))]),
            [Flag.Field] = Flag.Of(article.Ai),
        };
        if (account.Series is { } series) body["series"] = series;
        return body;
    }

    /// <summary>The first picture stands above the text, in a field of its own that has no place for words; the others stand below it.</summary>
    static string TextOf(Dispatch.Article article) =>
        article.Markdown.TrimEnd() + string.Concat(article.Pictures.Skip(1).Select(p => "\n\n" + MarkdownPicture.Of(p.AltText, p.Address!))) + "\n";

    /// <summary>Tags at DEV are of letters and digits only.</summary>
    static string TagOf(string tag) => string.Concat(tag.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));

    static ChannelAnswer Refusal(ApiAnswer answer)
    {
        var said = answer.Text("error");
        return answer.Status == 422 && said?.Contains("already been", StringComparison.OrdinalIgnoreCase) == true
            ? new ChannelAnswer.Rejected(ChannelProblem.Duplicate, $"DEV has an article like this already. It said: {said}", answer.Said) : answer.Refusal(said);
    }

    Task<ApiAnswer> CallAsync(DevToAccount account, HttpMethod method, string path, JsonObject? article, CancellationToken ct)
    {
        var call = new ApiCall("DEV", method, $"{account.Server.TrimEnd('/')}/api/{path}") { Secrets = [account.ApiKey] }.With("api-key", account.ApiKey!).With("Accept", "application/vnd.forem.api-v1+json");
        return line.CallAsync(article is null ? call : call.With(new JsonObject { ["article"] = article }), ct);
    }

    static DevToAccount Mine(ChannelAccount account) => account as DevToAccount ?? throw new ArgumentException("This is no account at DEV.", nameof(account));
}
