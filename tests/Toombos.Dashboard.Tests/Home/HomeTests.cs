using Bunit;
using Toombos.Client;
using Toombos.Client.Channels;
using Toombos.Client.Documents;
using Toombos.Client.Jobs;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Dashboard.Home;
using Toombos.Dashboard.Tests.Documents;
using Toombos.Dashboard.Tests.Jobs;
using Toombos.Dashboard.Tests.Publishing;

namespace Toombos.Dashboard.Tests.Home;

/// <summary>The start page: what of publishing needs a person, what goes out next, and how little it asks.</summary>
public class HomeTests : PageTest
{
    void Have(IReadOnlyList<Publication> all, int overdue = 0, IReadOnlyList<Job>? failed = null, IReadOnlyList<Channel>? channels = null)
    {
        Api.On("GET v1/sources", new Page<Source>([DocumentSamples.Source(SourceKind.Paste)], null)).On("GET v1/pieces", new Page<Piece>([], null));
        Api.On("GET v1/jobs/counts", new JobCounts(overdue, 0, 0, 0, failed?.Count ?? 0, 0, overdue)).On("GET v1/jobs", new Page<Job>(failed ?? [], null)).On("GET v1/channels", channels ?? []);
        Api.OnQuery("GET v1/publications", query => new Page<Publication>([.. all.Where(p => query.Contains($"state={p.State}", StringComparison.Ordinal))], null));
    }

    [Fact]
    public void It_begins_with_what_nobody_knows_and_leads_there()
    {
        var failing = Publication(PublicationState.Failed) with { Id = Guid.NewGuid(), Error = "It answered 401." };
        Have([Publication(PublicationState.Unknown), failing], overdue: 2, failed: [JobSamples.Job(1, JobState.Failed)], channels: [LedgerSamples.Mail with { State = ChannelState.Refused, Problem = "It lets nobody in." }]);
        var home = Render<HomePage>();
        home.WaitForElement(".todo");
        Assert.Equal([$"/publications/{LedgerSamples.PublicationId}", $"/publications/{failing.Id}", "/channels", "/jobs?state=pending", $"/jobs/{JobSamples.Id(1)}"], home.FindAll(".todo a").Select(a => a.GetAttribute("href")));
        Assert.Contains("You have to say.", home.Find(".todo").TextContent, StringComparison.Ordinal);
        Assert.Contains("It lets nobody in.", home.FindAll(".todo")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_waits_it_is_calm()
    {
        Have([Publication(PublicationState.Published)]);
        var home = Render<HomePage>();
        Assert.Contains("Nothing is waiting for you.", home.WaitForElement(".calm-card").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing is planned", home.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_job_whose_publication_is_shown_is_not_told_twice()
    {
        Have([Publication(PublicationState.Failed)], failed: [JobSamples.Job(1, JobState.Failed) with { Related = new Dictionary<string, Guid> { ["publicationId"] = LedgerSamples.PublicationId } }]);
        var home = Render<HomePage>();
        home.WaitForElement(".todo");
        Assert.Single(home.FindAll(".todo"));
    }

    [Fact]
    public void What_goes_out_next_is_asked_for_in_the_order_of_time()
    {
        Have([]);
        Api.OnQuery("GET v1/publications", query => !query.Contains("state=Planned", StringComparison.Ordinal) ? new Page<Publication>([], null)
            : new([Publication(PublicationState.Planned, title: query.Contains("order=Soonest", StringComparison.Ordinal) ? "Tonight" : "Next year")], "more"));
        var home = Render<HomePage>();
        Assert.Equal("Tonight", home.WaitForElement(".ledger-row h3").TextContent);
    }

    [Fact]
    public void Only_what_an_event_is_about_is_asked_for_again()
    {
        Have([]);
        var home = Render<HomePage>();
        home.WaitForElement(".calm-card");
        var (sources, publications) = (Api.Count("GET v1/sources"), Api.Count("GET v1/publications"));
        Api.On("GET v1/jobs/counts", new JobCounts(1, 0, 0, 0, 0, 0, 1));
        Api.Tell("job.changed", JobSamples.Id(1));
        home.WaitForElement(".todo");
        Assert.Equal((sources, publications), (Api.Count("GET v1/sources"), Api.Count("GET v1/publications")));
    }

    static Publication Publication(PublicationState state, string title = "A letter") => LedgerSamples.Publication(state, title: title);
}
