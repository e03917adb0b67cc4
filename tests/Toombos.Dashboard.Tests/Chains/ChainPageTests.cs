using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Chains;
using Toombos.Client.Channels;
using Toombos.Client.Documents;
using Toombos.Client.Jobs;
using Toombos.Client.Writing;
using Toombos.Dashboard.Chains;
using Toombos.Dashboard.Tests.Documents;
using Toombos.Dashboard.Writing;
using static Toombos.Dashboard.Tests.Writing.WritingSamples;

namespace Toombos.Dashboard.Tests.Chains;

/// <summary>A chain is chosen where pieces are created, and its page shows steps, drafts, progress and what is noticed between them.</summary>
public class ChainPageTests : PageTest
{
    static readonly Guid ChainId = Guid.Parse("66666666-6666-7666-8666-666666666666"), JobId = Guid.Parse("77777777-7777-7777-8777-777777777777");

    static readonly ChainKind Letters = new()
    {
        Name = "email-campaign", Version = 1, Title = "Email campaign", Description = "Letters about the same news", Channels = ["email"],
        Steps = [new("Announce", "Tells the news.", ["email"], "product-announcement", 0, "first 3"), new("Last call", "Says until when.", ["email"], "last-call", 12, "first 2")],
    };

    static readonly ChainKind Series = new()
    {
        Name = "blog-series", Version = 1, Title = "Blog series", Description = "Posts that say which part they are", Channels = ["web"], Parts = new(2, 6, 4), Steps = [new("Part", "Tells its own items.", ["web"], "series-part", 7, "share")],
    };

    static Chain Sample(Guid? job = null, string? problem = null) => new()
    {
        Id = ChainId, Kind = "email-campaign", Title = "Spring news", SourceId = DocumentSamples.SourceId, SnapshotId = DocumentSamples.SnapshotId, CreatedAt = DocumentSamples.At("2026-10-12T09:00:00Z"), CreatedBy = "Ines Duarte",
        StartsOn = new(2026, 11, 2), WritingJob = job, PlannedBy = "harbour-1",
        Steps =
        [
            new() { Number = 1, Title = "Announce", Purpose = "Tells the news.", Day = 0, On = new(2026, 11, 2), Brief = "product-announcement", Items = [new("skerry-14", "Skerry 14")], PieceId = PieceId, Drafts = [Summary("email", version: 1) with { WritingProblem = problem }] },
            new() { Number = 2, Title = "Last call", Purpose = "Says until when.", Day = 12, On = new(2026, 11, 14), Brief = "last-call", Items = [new("skerry-14", "Skerry 14")] },
        ],
    };

    static ChainReport Nothing { get; } = new([], [], []);

    static Job Writing { get; } = new()
    {
        Id = JobId, Kind = "chain", Title = "Write 'Spring news'", State = JobState.Running, Priority = 2, DueAt = DocumentSamples.At("2026-10-12T09:00:00Z"), CreatedAt = DocumentSamples.At("2026-10-12T09:00:00Z"), CreatedBy = "Ines Duarte", Attempt = 1,
        MaxAttempts = 2, Progress = new(1, 2, "Last call, for Newsletter"), Related = new Dictionary<string, Guid> { ["chainId"] = ChainId },
    };

    IRenderedComponent<ChainPage> Open()
    {
        var page = Render<ChainPage>(p => p.Add(c => c.Id, ChainId));
        page.WaitForElement(".chain-steps");
        return page;
    }

    [Fact]
    public void Steps_stand_on_their_days_with_their_drafts()
    {
        Api.On($"GET v1/chains/{ChainId}", new ChainDetails(Sample(problem: "No model wrote it."), Nothing));
        var page = Open();
        Assert.Equal(["Mon 2 Nov 2026", "Sat 14 Nov 2026"], page.FindAll(".chain-day time").Select(t => t.TextContent));
        Assert.Equal($"/pieces/{PieceId}/drafts/{DraftId}", page.Find(".chain-drafts a").GetAttribute("href"));
        Assert.Contains("No model wrote it.", page.FindAll(".chain-step")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Its piece was deleted.", page.FindAll(".chain-step")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("harbour-1 chose", page.Find(".lead").TextContent, StringComparison.Ordinal);
        Assert.Contains("No step says what another says", page.Find(".chain-findings").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_noticed_between_steps_leads_to_the_drafts()
    {
        var (first, second) = (new ChainPlace(1, DraftId, "email", "It weighs 19.8 kg."), new ChainPlace(2, DraftId, "email", "It weighs 18.9 kg."));
        Api.On($"GET v1/chains/{ChainId}", new ChainDetails(Sample(), new([new("The hull is new.", [first, second])], [new("b1", "It weighs 19.8 kg.", "19.8 kg", "18.9 kg", first, second)], [new("cafe", "Café opens")])));
        var found = Open().Find(".chain-findings").TextContent;
        Assert.Contains("19.8 kg in Announce, Newsletter, 18.9 kg in Last call, Newsletter", found, StringComparison.Ordinal);
        Assert.Contains("“The hull is new.”", found, StringComparison.Ordinal);
        Assert.Contains("Café opens", found, StringComparison.Ordinal);
    }

    [Fact]
    public void While_a_model_writes_the_page_follows_and_can_stop_it()
    {
        Api.On($"GET v1/chains/{ChainId}", new ChainDetails(Sample(JobId), Nothing)).On($"GET v1/jobs/{JobId}", new JobDetails(Writing, [])).On($"POST v1/jobs/{JobId}/cancel", Writing with { CancelRequested = true });
        var page = Open();
        Assert.Contains("1 of 2: Last call, for Newsletter", page.Find(".job-progress").TextContent, StringComparison.Ordinal);
        Assert.Contains("waits for the model", page.Find(".chain-drafts").TextContent, StringComparison.Ordinal);
        page.FindAll("button").Single(b => b.TextContent.Trim() == "Stop").Click();
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), b => b.TextContent.Trim() == "Stopping …" && b.HasAttribute("disabled")));

        Api.On($"GET v1/chains/{ChainId}", new ChainDetails(Sample(), Nothing));
        Api.Tell("job.cancelled", JobId);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".job-progress")));
    }

    [Fact]
    public void A_chain_is_deleted_with_its_pieces_only_where_that_is_chosen()
    {
        var asked = "";
        Api.On($"GET v1/chains/{ChainId}", new ChainDetails(Sample(), Nothing)).OnQuery($"DELETE v1/chains/{ChainId}", query => asked = query);
        var page = Open();
        page.FindAll("button").Single(b => b.TextContent.Trim() == "Delete").Click();
        page.Find("dialog input[type=checkbox]").Change(true);
        page.FindAll("dialog button").Single(b => b.TextContent.Trim() == "Delete it with its pieces").Click();
        page.WaitForAssertion(() => Assert.Equal("chains", Address));
        Assert.Contains("pieces=true", asked, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_list_says_what_there_is()
    {
        Api.On("GET v1/chains", new Page<Chain>([Sample(JobId)], null));
        var row = Render<ChainsPage>().WaitForElement(".piece-row").TextContent;
        Assert.Contains("Spring news", row, StringComparison.Ordinal);
        Assert.Contains("Mon 2 Nov 2026 to Sat 14 Nov 2026", row, StringComparison.Ordinal);
        Assert.Contains("a model is writing", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_no_chain_the_page_says_what_one_is()
    {
        Api.On("GET v1/chains", new Page<Chain>([], null));
        Assert.Contains("No chain yet", Render<ChainsPage>().WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_is_chosen_where_pieces_are_created()
    {
        ChannelKind Kind(string kind, ChannelFamily family) => new() { Kind = kind, Name = kind.ToUpperInvariant(), Family = family, Writable = true, Threads = false, Limits = [] };
        Api.On("GET v1/channel-kinds", (IReadOnlyList<ChannelKind>)[Kind("email", ChannelFamily.Email), Kind("web", ChannelFamily.Web), Kind("x", ChannelFamily.Social)]);
        Api.On("GET v1/voices/choices", (IReadOnlyList<Choice>)[]).On("GET v1/templates", (IReadOnlyList<Choice>)[]).On("GET v1/sources", new Page<Source>([DocumentSamples.Source()], null)).On("GET v1/pieces", new Page<Piece>([], null));
        Api.On($"GET v1/snapshots/{DocumentSamples.SnapshotId}/items", new Page<Item>([DocumentSamples.Item(), DocumentSamples.Item("oven", "New curing oven")], null));
        Api.On("GET v1/chains/kinds", (IReadOnlyList<ChainKind>)[Series, Letters]).On("POST v1/chains", Sample());
        var page = Render<CreatePage>();
        page.WaitForElement(".pick");

        page.FindAll(".chain-kinds input")[2].Change(true);
        Assert.Equal(["EMAIL"], page.FindAll(".choice .net-dot").Select(d => d.NextElementSibling!.TextContent));
        Assert.Contains("in 2 steps", page.Find("#summary").TextContent, StringComparison.Ordinal);
        page.FindAll(".chain-kinds input")[1].Change(true);
        page.Find("#chain-parts").Change("3");
        Assert.Contains("in 3 steps", page.Find("#summary").TextContent, StringComparison.Ordinal);
        page.Find("#starts-on").Change("2026-11-02");
        page.Find("form.create").Submit();
        page.WaitForAssertion(() => Assert.Equal($"chains/{ChainId}", Address));
        var sent = JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == "POST v1/chains").Body, ToombosJson.Default.CreateChainRequest)!;
        Assert.Equal(("blog-series", 3, new DateOnly(2026, 11, 2), "web"), (sent.Kind, sent.Parts, sent.StartsOn, Assert.Single(sent.Channels!)));
    }
}
