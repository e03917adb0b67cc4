using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.WordPress;

/// <summary>
/// Publishes pages as posts of a WordPress site. WordPress knows no repetition, so the slug is the same at every attempt, and a post in doubt is looked for under
/// it, and under what WordPress makes of a slug that is taken. Source: developer.wordpress.org/rest-api.
/// </summary>
public sealed class WordPressChannel(ApiLine line) : IMeasures
{
    const int MostTags = 15;
    const string Post = "post", Address = "address";

    public static Connector Kind { get; } = new()
    {
        Kind = "wordpress", Name = "WordPress", Purpose = "Posts with tags and a category on a WordPress site.", Publishes = Publishes.Pages, Takes = ["web"], Removes = true, Pictures = PictureWay.Sent, Trial = Trial.Hidden, Measures = [Metric.Replies],
        Form = AccountForm.Of<WordPressAccount>(), Guide = "https://make.wordpress.org/core/2020/11/05/application-passwords-integration-guide/",
    };

    public Connector About => Kind;
    public AfterSilence AfterSilence => AfterSilence.GoOn;

    public Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct)
    {
        var mine = Mine(account);
        return dispatch switch
        {
            Dispatch.Article article => PublishAsync(mine, article, memory, ct),
            Dispatch.Removal removal => RemoveAsync(mine, removal, ct),
            _ => throw new ArgumentException("WordPress takes pages.", nameof(dispatch)),
        };
    }

    public Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct) =>
        dispatch is Dispatch.Article article ? FindAsync(Mine(account), article, ct) : throw new ArgumentException("WordPress takes pages.", nameof(dispatch));

    public async Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct)
    {
        var mine = Mine(account);
        var site = await CallAsync(mine, HttpMethod.Get, "/", "", null, ct);
        if (!site.Good || site.Text("name") is null)
            return [CheckedPoints.Bad("Site", site.Good || site.Status == 404 ? new ChannelAnswer.Rejected(ChannelProblem.Permission, "There is no WordPress with its interface for programs at this address. Look at the address, and whether a plugin closes it.") : Refusal(site))];
        var points = new List<CheckedPoint> { new(true, "Site", $"{site.Text("name")} answers.") };
        var who = await CallAsync(mine, HttpMethod.Get, "/wp/v2/users/me", "context=edit", null, ct);
        if (!who.Good) return [.. points, CheckedPoints.Bad("Sign-in", Refusal(who))];
        points.Add(new(true, "Sign-in", $"User and application password are accepted: {who.Text("name")}."));
        var may = who.Json.TryGetProperty("capabilities", out var can) && can.TryGetProperty("publish_posts", out var publish) && publish.ValueKind == JsonValueKind.True;
        points.Add(may || mine.Status != WordPressStatus.Publish ? new(true, "Rights", may ? "The user may publish posts." : "The user may write drafts.")
            : new(false, "Rights", "The user may not publish posts. Give them the role of an author or editor, or have new posts be drafts there.", ChannelProblem.Permission));
        return points;
    }

    /// <summary>Comments that are shown. How many there are stands in a header; one post at a time, for the header counts them together.</summary>
    public Task<Measured> MeasureAsync(ChannelAccount account, IReadOnlyList<string> references, CancellationToken ct) => Measuring.EachAsync(references,
        async id => await CallAsync(Mine(account), HttpMethod.Get, $"/wp/v2/posts/{Uri.EscapeDataString(id)}", "context=edit&_fields=id", null, ct) is { Good: false } refused ? refused
            : await CallAsync(Mine(account), HttpMethod.Get, "/wp/v2/comments", $"post={Uri.EscapeDataString(id)}&status=approve&per_page=1&_fields=id", null, ct), answer => answer.Status == 404, Refusal,
        comments => long.TryParse(comments.Answered!.Header("X-WP-Total"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? new Dictionary<Metric, long> { [Metric.Replies] = count } : new Dictionary<Metric, long>());

    async Task<ChannelAnswer> PublishAsync(WordPressAccount account, Dispatch.Article article, IDispatchMemory memory, CancellationToken ct)
    {
        var body = new JsonObject { ["title"] = article.Title, ["content"] = article.Html, ["excerpt"] = article.Excerpt ?? "" };
        foreach (var (field, taxonomy, names) in ((string, string, IEnumerable<string>)[])[("tags", "tags", article.Tags.Take(MostTags)), ("categories", "categories", account.Category is { } category ? [category] : [])])
        {
            var ids = new JsonArray();
            foreach (var name in names)
            {
                var (id, failure) = await TermAsync(account, taxonomy, name, ct);
                if (failure is not null) return failure;
                ids.Add(id);
            }
            if (ids.Count > 0) body[field] = ids;
        }
        var media = new WordPressMedia(memory, (method, route, query, with) => CallWithAsync(account, method, route, query, with, ct), Refusal);
        if (await media.PlaceAsync(article, body, ct) is { } refused) return refused;
        if (article.Replaces is { } there) return await ReplaceAsync(account, there, body, ct);
        (body["slug"], body["status"]) = (article.Slug, article.IsTrial ? "draft" : account.Status.ToString().ToLowerInvariant());
        var answer = await new Steps(memory).OnceAsync(Post, async () =>
        {
            var posted = await CallAsync(account, HttpMethod.Post, "/wp/v2/posts", "", body, ct);
            if (!posted.Good) return Refusal(posted);
            if (posted.Text("link") is { } link) await memory.KeepAsync(Address, link, ct);
            return new ChannelAnswer.Delivered(Confirmed: true, posted.Text("id"));
        }, () => FindAsync(account, article, ct), ct);
        return answer is not ChannelAnswer.Delivered delivered ? answer : delivered with { Address = memory.Recall(Address) ?? await AddressAsync(account, delivered.Reference, ct) };
    }

    /// <summary>The same text twice is the same post, so silence needs no looking back.</summary>
    async Task<ChannelAnswer> ReplaceAsync(WordPressAccount account, string id, JsonObject body, CancellationToken ct)
    {
        var changed = await CallAsync(account, HttpMethod.Post, $"/wp/v2/posts/{Uri.EscapeDataString(id)}", "", body, ct);
        return changed.Good ? new ChannelAnswer.Delivered(Confirmed: true, id, Address: changed.Text("link")) : Refusal(changed);
    }

    async Task<ChannelAnswer> RemoveAsync(WordPressAccount account, Dispatch.Removal removal, CancellationToken ct)
    {
        var gone = await CallAsync(account, HttpMethod.Delete, $"/wp/v2/posts/{Uri.EscapeDataString(removal.Reference)}", removal.IsTrial ? "force=true" : "", null, ct);
        return gone.Good || gone.Status is 404 or 410 ? new ChannelAnswer.Delivered(Confirmed: true, removal.Reference) : Refusal(gone);
    }

    async Task<ReadBack> FindAsync(WordPressAccount account, Dispatch.Article article, CancellationToken ct)
    {
        var slugs = string.Join(',', Enumerable.Range(1, 5).Select(n => n == 1 ? article.Slug : $"{article.Slug}-{n}"));
        var found = await FindAsync(account, article, $"slug={Uri.EscapeDataString(slugs)}&status=publish,future,draft,pending,private&per_page=20", ct);
        // A post that waits for review has no slug where its author may not publish.
        return found is ReadBack.Absent && account.Status == WordPressStatus.Pending ? await FindAsync(account, article, "status=pending&orderby=id&per_page=100", ct) : found;
    }

    async Task<ReadBack> FindAsync(WordPressAccount account, Dispatch.Article article, string query, CancellationToken ct)
    {
        var found = await CallAsync(account, HttpMethod.Get, "/wp/v2/posts", query + "&context=edit&_fields=id,title,content", null, ct);
        if (!found.Good) return found.Status is 401 or 403 ? new ReadBack.CannotTell(CheckedPoints.Bad("", Refusal(found)).Sentence) : found.NotRead();
        foreach (var post in found.Each())
            if (RawOf(post, "title") == Fingerprint.OfHtml(article.Title) && RawOf(post, "content") == Fingerprint.OfHtml(article.Html)) return new ReadBack.Found(post.GetProperty("id").GetRawText());
        return new ReadBack.Absent();
    }

    async Task<string?> AddressAsync(WordPressAccount account, string? id, CancellationToken ct) =>
        id is null ? null : (await CallAsync(account, HttpMethod.Get, $"/wp/v2/posts/{Uri.EscapeDataString(id)}", "context=edit&_fields=link", null, ct)).Text("link");

    /// <summary>Id of a tag or category, made where there is none; making it twice gives the same.</summary>
    async Task<(JsonNode? Id, ChannelAnswer? Failure)> TermAsync(WordPressAccount account, string taxonomy, string name, CancellationToken ct)
    {
        var made = await CallAsync(account, HttpMethod.Post, $"/wp/v2/{taxonomy}", "", new() { ["name"] = name }, ct);
        var id = made.Good ? made.Text("id") : made.Text("code") == "term_exists" ? made.Text("data", "term_id") : null;
        return id is not null ? (JsonNode.Parse(id), null)
            : made.Text("code") is "rest_cannot_create" && made.Status == 403 ? (null, new ChannelAnswer.Rejected(ChannelProblem.Permission, $"The user may not make the {(taxonomy == "tags" ? "tag" : "category")} '{name}'. Make it there, or give the user the role of an editor.", made.Said))
            // A term that may have been made is found by its name the next time.
            : (null, Refusal(made).OrLater());
    }

    static string RawOf(JsonElement post, string field) => post.TryGetProperty(field, out var value) && value.TryGetProperty("raw", out var raw) ? Fingerprint.OfHtml(raw.GetString() ?? "") : "";

    static ChannelAnswer Refusal(ApiAnswer answer)
    {
        var (code, said) = (answer.Text("code"), answer.Text("message") is { } html ? AnswerText.Of(System.Net.WebUtility.HtmlDecode(html), [.. answer.Call.Secrets]) : null);
        return (answer.Status, code) switch
        {
            (_, "incorrect_password" or "invalid_username" or "invalid_email") => new ChannelAnswer.Rejected(ChannelProblem.Auth, "WordPress does not know this user with this application password. The user name is the one to sign in with; make a new application password and enter it.", answer.Said),
            (401, "rest_not_logged_in" or "rest_cannot_create" or "rest_cannot_edit" or "rest_cannot_delete" or "rest_forbidden_context" or "rest_forbidden") => new ChannelAnswer.Rejected(ChannelProblem.Auth, "WordPress did not see who is calling: its web server takes the Authorization header away, or application passwords are off. With Apache, add 'SetEnvIf Authorization \"(.*)\" HTTP_AUTHORIZATION=$1' to .htaccess.", answer.Said),
            (404, "rest_post_invalid_id") => new ChannelAnswer.Rejected(ChannelProblem.Permission, "The post is no longer there. Take the publication down here, then publish anew.", answer.Said),
            (403, null) => new ChannelAnswer.Rejected(ChannelProblem.Permission, "Something before WordPress, such as a firewall or a security plugin, does not let Toombos in. Allow its interface for programs (/wp-json/).", answer.Said),
            _ => answer.Refusal(said),
        };
    }

    Task<ApiAnswer> CallAsync(WordPressAccount account, HttpMethod method, string route, string query, JsonObject? body, CancellationToken ct) =>
        CallWithAsync(account, method, route, query, call => body is null ? call : call.With(body), ct);

    async Task<ApiAnswer> CallWithAsync(WordPressAccount account, HttpMethod method, string route, string query, Func<ApiCall, ApiCall> with, CancellationToken ct)
    {
        var site = account.Site.TrimEnd('/');
        var call = new ApiCall("WordPress", method, $"{site}/wp-json{route}{(query.Length > 0 ? "?" + query : "")}") { Secrets = [account.ApplicationPassword, $"{account.User}:{account.ApplicationPassword}"] }
            .With("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.User}:{account.ApplicationPassword}")));
        call = with(call);
        var answer = await line.CallAsync(call, ct);
        // Sites without pretty addresses answer such a call with a page that says so, and have the interface at another one.
        return answer.Status == 404 && answer.Json.ValueKind == JsonValueKind.Undefined
            ? await line.CallAsync(call with { Address = $"{site}/?rest_route={Uri.EscapeDataString(route)}{(query.Length > 0 ? "&" + query : "")}" }, ct) : answer;
    }

    static WordPressAccount Mine(ChannelAccount account) => account as WordPressAccount ?? throw new ArgumentException("This is no WordPress account.", nameof(account));
}
