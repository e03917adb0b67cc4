using System.Globalization;
using System.Text.Json;
using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks;
using Toombos.Server.Features.Writing.Composing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Tests.Writing.Composing;

/// <summary>What the composer promises of every draft, held on every sample document, whatever its trade, shape or language.</summary>
public class PromisesTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var sample in Compositions.Samples)
            foreach (var voice in (string[])["auto", "professional", "enthusiastic", "encouraging_medical"]) cases.Add(sample, voice);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Every_post_fits_its_network(string sample, string voice)
    {
        foreach (var draft in Composer.Compose(Compositions.Sample(sample, voice)))
        {
            var kind = ChannelKinds.Find(draft.Channel)!;
            if (kind.Family != ChannelFamily.Social) continue;
            Assert.NotEmpty(draft.Content.Posts);
            Assert.InRange(draft.Content.Posts.Count, 1, kind.Threads ? 8 : 1);
            Assert.All(draft.Content.Posts, post => Assert.True(kind.Fits("post", post), $"{draft.Channel}: {post}"));
            foreach (var limit in kind.LimitsOf("hashtags"))
                Assert.All(draft.Content.Posts, post => Assert.InRange(post.Split(' ', '\n').Count(w => w.StartsWith('#')), 0, limit.Max));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Every_sentence_is_made_of_the_words_of_what_it_cites(string sample, string voice)
    {
        var request = Compositions.Sample(sample, voice);
        foreach (var posts in Enum.GetValues<WebPosts>())
            foreach (var draft in Composer.Compose(request with { WebPosts = posts }))
                Evidence.AssertSupported(draft.Content, request);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Template_text_states_no_number(string sample, string voice)
    {
        foreach (var draft in Composer.Compose(Compositions.Sample(sample, voice)))
            foreach (var part in draft.Content.Parts.Where(p => p.Role is not PartRole.Hashtags))
                foreach (var sentence in part.Sentences.Where(s => s.Origin == SentenceOrigin.Template))
                    Assert.True(IsMark(sentence.Text) || !sentence.Text.Any(char.IsDigit), sentence.Text);
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_checks_find_no_error_and_no_unsupported_claim(string sample, string voice)
    {
        var request = Compositions.Sample(sample, voice);
        foreach (var draft in Composer.Compose(request))
        {
            var report = DraftChecks.Run(new() { Channel = ChannelKinds.Find(draft.Channel)!, Content = draft.Content, Items = request.Items, Brand = request.Brand, Voice = voice });
            Assert.DoesNotContain(report.Claims, c => c.IsOpen);
            Assert.DoesNotContain(report.Findings, f => f.Severity == Severity.Error);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_newsletter_has_its_frame_and_every_item(string sample, string voice)
    {
        var request = Compositions.Sample(sample, voice);
        var content = Composer.Compose(request).On("email").Content;

        Assert.InRange(content.TextOf(PartRole.Subject)!.Length, 10, 100);
        var subjects = content.Parts.Where(p => p.Role is PartRole.Subject or PartRole.SubjectAlternative).Select(p => p.Text).ToList();
        Assert.Equal(3, subjects.Distinct().Count());
        Assert.All(subjects, s => Assert.InRange(s.Length, 10, 100));
        Assert.InRange(content.TextOf(PartRole.PreviewText)!.Length, 1, 150);
        Assert.Single(content.Parts, p => p.Role == PartRole.Greeting);
        Assert.Single(content.Parts, p => p is { Role: PartRole.CallToAction, Item: null });
        Assert.Contains(content.Parts, p => p.Role == PartRole.Closing);
        Assert.Equal(request.Items.Select(i => i.Key).Order(), content.Parts.Where(p => p is { Role: PartRole.Heading, Level: < 4, Item: not null }).Select(p => p.Item!).Distinct().Order());
        foreach (var item in request.Items.Where(i => i.Link is not null))
            Assert.Contains(content.Parts, p => p.Role == PartRole.CallToAction && p.Url == item.Link);
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_web_post_holds_all_of_its_item_in_order(string sample, string voice)
    {
        var request = Compositions.Sample(sample, voice);
        var posts = Composer.Compose(request).Where(d => d.Channel == "web").ToList();

        Assert.Equal(request.Items.Select(i => i.Key), posts.Select(p => p.Item));
        Assert.Equal(posts.Count, posts.Select(p => p.Content.Slug).Distinct().Count());
        foreach (var (item, post) in request.Items.Zip(posts, (i, p) => (i, p.Content)))
        {
            Assert.Equal(Words.Of(item.Body), post.Body.Where(p => p.Item == item.Key && p.Role != PartRole.Heading).SelectMany(p => Words.Of(p.Text)));
            Assert.InRange(post.TextOf(PartRole.Title)!.Length, 10, 100);
            Assert.InRange(post.TextOf(PartRole.Excerpt)!.Length, 20, 300);
            Assert.InRange(post.TextOf(PartRole.SeoTitle)!.Length, 1, 60);
            Assert.InRange(post.TextOf(PartRole.SeoDescription)!.Length, Math.Min(120, item.Body.Length / 2), 160);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_same_request_gives_the_same_bytes_in_any_culture(string sample, string voice)
    {
        var request = Compositions.Sample(sample, voice);
        var first = JsonSerializer.Serialize(Composer.Compose(request));
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal(first, JsonSerializer.Serialize(Composer.Compose(Compositions.Sample(sample, voice))));
            var backwards = Composer.Compose(request with { Channels = [.. request.Channels.Reverse()] });
            Assert.Equal(first, JsonSerializer.Serialize(request.Channels.SelectMany(c => backwards.Where(d => d.Channel == c.Kind))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_samples_are_of_many_shapes() => Assert.True(Compositions.Samples.Count >= 7);

    static bool IsMark(string text) => text.Length == 3 && text[1] == '/';
}
