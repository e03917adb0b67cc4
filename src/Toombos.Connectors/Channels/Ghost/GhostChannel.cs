using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Ghost;

/// <summary>
/// Publishes pages as posts of a Ghost site. The text goes in as one HTML card, so that nothing of it is lost on the way into Ghost's own form. A post in doubt
/// is looked for under its slug. Source: docs.ghost.org/admin-api.
/// </summary>
public sealed class GhostChannel(ApiLine line, TimeProvider time) : IChannel
{
    const int LongestExcerpt = 300;
    const string Post = "post", Address = "address";

    public static Connector Kind { get; } = new()
    {
        Kind = "ghost", Name = "Ghost", Purpose = "Posts with tags on a Ghost site.", Publishes = Publishes.Pages, Takes = ["web"], Removes = true, Pictures = PictureWay.Sent, Trial = Trial.Hidden,
        Form = AccountForm.Of<GhostAccount>(), Guide = "https://ghost.org/integrations/custom-integrations/",
    };

    public Connector About => Kind;
    public AfterSilence AfterSilence => AfterSilence.GoOn;

    public Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct)
    {
        var mine = Mine(account);
        return dispatch switch
        {
            Dispatch.Article article => PutAsync(mine, article, memory, ct),
            Dispatch.Removal removal => RemoveAsync(mine, removal, ct),
            _ => throw new ArgumentException("Ghost takes pages.", nameof(dispatch)),
        };
    }

    public Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct) =>
        dispatch is Dispatch.Article article ? FindAsync(Mine(account), article, ct) : throw new ArgumentException("Ghost takes pages.", nameof(dispatch));

    public async Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct)
    {
        var mine = Mine(account);
        var site = await CallAsync(mine, HttpMethod.Get, "site/", null, ct);
        if (!site.Good || site.Text("site", "version") is not { } version)
            return [CheckedPoints.Bad("Site", site.Good || site.Status == 404 ? new ChannelAnswer.Rejected(ChannelProblem.Permission, "There is no Ghost at this address. Enter the API URL that stands at the integration.") : Refusal(site))];
        var posts = await CallAsync(mine, HttpMethod.Get, "posts/?limit=1&fields=id", null, ct);
        return [new(true, "Site", $"{site.Text("site", "title")} answers, version {version}."), posts.Good ? new(true, "Key", "The admin key is accepted.") : CheckedPoints.Bad("Key", Refusal(posts))];
    }

    async Task<ChannelAnswer> PutAsync(GhostAccount account, Dispatch.Article article, IDispatchMemory memory, CancellationToken ct)
    {
        var images = new GhostImages(line, Call(account, HttpMethod.Post, "images/upload/"), Refusal);
        var (addresses, failure) = await new KeptPictures(memory).UploadAsync(article.Pictures, (picture, loaded) => images.UploadAsync(picture, loaded, ct), ct);
        if (addresses is null) return failure!;
        return article.Replaces is { } there ? await ReplaceAsync(account, there, article, addresses, ct) : await PublishAsync(account, article, addresses, memory, ct);
    }

    async Task<ChannelAnswer> PublishAsync(GhostAccount account, Dispatch.Article article, IReadOnlyList<string> images, IDispatchMemory memory, CancellationToken ct)
    {
        var answer = await new Steps(memory).OnceAsync(Post, async () =>
        {
            var body = Body(article, images);
            (body["slug"], body["status"]) = (article.Slug, article.IsTrial ? "draft" : account.Status.ToString().ToLowerInvariant());
            var posted = await CallAsync(account, HttpMethod.Post, "posts/?source=html", Wrapped(body), ct);
            if (!posted.Good) return Refusal(posted);
            if (First(posted, "url") is { } url) await memory.KeepAsync(Address, url, ct);
            return new ChannelAnswer.Delivered(Confirmed: true, First(posted, "id"));
        }, () => FindAsync(account, article, ct), ct);
        return answer is ChannelAnswer.Delivered delivered ? delivered with { Address = memory.Recall(Address) } : answer;
    }

    /// <summary>Ghost wants to be told which state of the post is replaced. Whoever changed it there in between has their change lost, as everywhere.</summary>
    async Task<ChannelAnswer> ReplaceAsync(GhostAccount account, string id, Dispatch.Article article, IReadOnlyList<string> images, CancellationToken ct)
    {
        for (var again = false; ; again = true)
        {
            var there = await CallAsync(account, HttpMethod.Get, $"posts/{Uri.EscapeDataString(id)}/?fields=id,updated_at", null, ct);
            if (!there.Good) return there.Status == 404 ? new ChannelAnswer.Rejected(ChannelProblem.Permission, "The post is no longer there. Take the publication down here, then publish anew.", there.Said) : Refusal(there);
            var body = Body(article, images);
            body["updated_at"] = First(there, "updated_at");
            var changed = await CallAsync(account, HttpMethod.Put, $"posts/{Uri.EscapeDataString(id)}/?source=html&save_revision=true", Wrapped(body), ct);
            if (changed.Good) return new ChannelAnswer.Delivered(Confirmed: true, id, Address: First(changed, "url"));
            if (changed.Status != 409 || again) return changed.Status == 409 ? new ChannelAnswer.TryLater(ChannelProblem.Transient, "Somebody is changing the post at the same time.") : Refusal(changed);
        }
    }

    async Task<ChannelAnswer> RemoveAsync(GhostAccount account, Dispatch.Removal removal, CancellationToken ct)
    {
        var gone = await CallAsync(account, HttpMethod.Delete, $"posts/{Uri.EscapeDataString(removal.Reference)}/", null, ct);
        return gone.Good || gone.Status == 404 ? new ChannelAnswer.Delivered(Confirmed: true, removal.Reference) : Refusal(gone);
    }

    async Task<ReadBack> FindAsync(GhostAccount account, Dispatch.Article article, CancellationToken ct)
    {
        var slugs = string.Join(',', Enumerable.Range(1, 5).Select(n => n == 1 ? article.Slug : $"{article.Slug}-{n}"));
        var found = await CallAsync(account, HttpMethod.Get, $"posts/?filter={Uri.EscapeDataString($"slug:[{slugs}]")}&formats=html&limit=20", null, ct);
        if (!found.Good) return found.NotRead();
        foreach (var post in found.Each("posts"))
            if (TextOf(post, "title") == Fingerprint.Of(article.Title) && Fingerprint.OfHtml(post.TryGetProperty("html", out var html) ? html.GetString() ?? "" : "") == Fingerprint.OfHtml(article.Html))
                return new ReadBack.Found(post.GetProperty("id").GetString());
        return new ReadBack.Absent();
    }

    static JsonObject Body(Dispatch.Article article, IReadOnlyList<string> images)
    {
        var body = TextOf(article, GhostImages.Below(article.Pictures, images));
        GhostImages.Place(body, article.Pictures, images);
        return body;
    }

    static JsonObject TextOf(Dispatch.Article article, string below) => new()
    {
        ["title"] = article.Title, ["html"] = $"<!--kg-card-begin: html-->\n{article.Html}{below}\n<!--kg-card-end: html-->", ["tags"] = new JsonArray([.. article.Tags.Select(t => new JsonObject { ["name"] = t })]),
        ["custom_excerpt"] = article.Excerpt is { } excerpt ? excerpt.Length > LongestExcerpt ? excerpt[..LongestExcerpt] : excerpt : null,
    };

    static JsonObject Wrapped(JsonObject post) => new() { ["posts"] = new JsonArray(post) };

    static string? First(ApiAnswer answer, string field) => answer.Each("posts").FirstOrDefault() is { ValueKind: JsonValueKind.Object } post && post.TryGetProperty(field, out var value) ? value.GetString() : null;

    static string TextOf(JsonElement post, string field) => post.TryGetProperty(field, out var value) ? Fingerprint.Of(value.GetString() ?? "") : "";

    static ChannelAnswer Refusal(ApiAnswer answer)
    {
        var error = answer.Each("errors").FirstOrDefault();
        var said = error.ValueKind == JsonValueKind.Object ? string.Join(' ', ((string?[])[Of("message"), Of("context")]).OfType<string>()) : null;
        return answer.Status == 401 ? new ChannelAnswer.Rejected(ChannelProblem.Auth, "Ghost does not accept the admin key. Look whether the integration still exists, and copy its key again.", answer.Said) : answer.Refusal(said);

        string? Of(string field) => error.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    Task<ApiAnswer> CallAsync(GhostAccount account, HttpMethod method, string path, JsonObject? body, CancellationToken ct) =>
        line.CallAsync(body is null ? Call(account, method, path) : Call(account, method, path).With(body), ct);

    ApiCall Call(GhostAccount account, HttpMethod method, string path)
    {
        var token = Token(account.AdminKey!);
        return new ApiCall("Ghost", method, $"{account.Site.TrimEnd('/')}/ghost/api/admin/{path}") { Secrets = [account.AdminKey, account.AdminKey!.Split(':')[1], token] }
            .With("Authorization", $"Ghost {token}").With("Accept-Version", "v5.0");
    }

    /// <summary>A token for five minutes, signed with the secret half of the key.</summary>
    string Token(string key)
    {
        var (id, now) = (key.Split(':'), time.GetUtcNow().ToUnixTimeSeconds());
        var unsigned = $"{Base64($$"""{"alg":"HS256","typ":"JWT","kid":"{{id[0]}}"}""")}.{Base64(string.Create(CultureInfo.InvariantCulture, $$"""{"iat":{{now}},"exp":{{now + 300}},"aud":"/admin/"}"""))}";
        return $"{unsigned}.{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromHexString(id[1]), Encoding.ASCII.GetBytes(unsigned))).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";
    }

    static string Base64(string json) => Convert.ToBase64String(Encoding.ASCII.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    static GhostAccount Mine(ChannelAccount account) => account as GhostAccount ?? throw new ArgumentException("This is no Ghost site.", nameof(account));
}
