using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Jobs;

/// <summary>What recurs comes by the clock of its place; what is late is told of; what is old goes.</summary>
public sealed class RoundsTests : IAsyncDisposable
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    readonly TestWork _work = new();
    ToombosHost _host = null!;
    TestWorkspace _workspace = null!;

    async Task StartAsync(DatabaseKind database, Dictionary<string, string?>? settings = null)
    {
        // The clock is moved on in steps longer than a lease.
        _host = await TestJobs.StartAsync(database, _work, new Dictionary<string, string?>(settings ?? []) { ["Jobs:LeaseSeconds"] = "600" });
        _workspace = await _host.AddWorkspaceAsync();
    }

    static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "America/Santiago", "UTC"];

    static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")] // half past two does not exist: the first moment after the gap, three o'clock
    [InlineData("30 2 * * *", "2026-03-29T12:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")] // exists twice: the first of them
    [InlineData("30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")] // and not the second
    [InlineData("0 9 * * MON", "2026-03-28T12:00:00Z", "2026-03-30T07:00:00Z")]
    [InlineData("0 9 * * MON", "2026-10-24T12:00:00Z", "2026-10-26T08:00:00Z")]
    public void A_time_on_the_wall_stays_that_time_over_both_clock_changes(string cron, string after, string next) =>
        Assert.Equal(Utc(next), Occurrences.Next(cron, "Europe/Berlin", Utc(after)));

    [Theory]
    [InlineData("2027-03-13T12:00:00Z", "2027-03-14T02:00:00Z")] // the end of Ramadan: from two o'clock to three
    [InlineData("2027-03-14T01:30:00Z", "2027-03-14T02:00:00Z")]
    [InlineData("2027-03-14T02:00:00Z", "2027-03-15T01:23:00Z")]
    public void Where_summer_is_the_rule_and_winter_the_exception_a_skipped_time_comes_after_the_gap_once(string after, string next) =>
        Assert.Equal(Utc(next), Occurrences.Next("23 2 * * *", "Africa/Casablanca", Utc(after)));

    [Fact]
    public void Daily_times_come_once_a_day_in_every_zone_over_years() => Gen.Select(Gen.Int[0, 23], Gen.Int[0, 59], Gen.Int[0, Zones.Length - 1], Gen.Int[0, 700])
        .Sample((hour, minute, place, day) =>
        {
            var zone = Zones[place];
            var (at, tz) = (new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day), TimeZoneInfo.FindSystemTimeZoneById(zone));
            var days = new List<DateOnly>();
            for (var i = 0; i < 40; i++)
            {
                var next = Occurrences.Next($"{minute} {hour} * * *", zone, at)!.Value;
                Assert.True(next > at);
                at = next;
                days.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, tz).DateTime));
            }
            for (var i = 1; i < days.Count; i++) Assert.Equal(days[i - 1].AddDays(1), days[i]);
        }, iter: 300);

    [Theory]
    [InlineData("every day", "Europe/Berlin", "five fields")]
    [InlineData("0 9 * * *", "Berlin", "no time zone")]
    public async Task An_expression_that_nobody_can_read_is_refused_with_a_sentence(string cron, string zone, string says)
    {
        await StartAsync(DatabaseKind.Sqlite);
        var refused = await Assert.ThrowsAsync<FieldException>(() => SetAsync(cron, zone));
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    async Task SetAsync(string cron, string zone)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(_workspace.Id, "test");
        await scope.ServiceProvider.GetRequiredService<JobCalendar>().SetAsync(TestHandler.Kind, "weekly", new TestPayload("again"), "Again", cron, zone, new Dictionary<string, Guid>(), Ct);
        await scope.ServiceProvider.GetRequiredService<ToombosDb>().SaveChangesAsync(Ct);
    }

    async Task ChangeAsync(Func<ToombosDb, Task> change)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(_workspace.Id, "test");
        await change(scope.ServiceProvider.GetRequiredService<ToombosDb>());
    }

    [Theory, BothDatabases]
    public async Task What_recurs_is_done_at_each_of_its_times_and_what_was_missed_is_made_up_for_once(DatabaseKind database)
    {
        await StartAsync(database);
        await SetAsync("15 * * * *", "Europe/Berlin");
        async Task<IReadOnlyList<Job>> DoneAsync(int count) => await Eventually.SatisfiesAsync<IReadOnlyList<Job>>(async () =>
        {
            _host.Clock.Advance(TimeSpan.FromSeconds(30));
            return (await _workspace.Client.Jobs.ListAsync(new() { State = JobState.Completed }, ct: Ct)).Items;
        }, done => done.Count == count);

        Assert.Equal(Utc("2026-03-02T09:15:00Z"), (await DoneAsync(1))[0].DueAt);
        // Nothing ran for three hours.
        await ChangeAsync(db => db.JobSchedules.ExecuteUpdateAsync(set => set.SetProperty(s => s.NextAt, Utc("2026-03-02T06:15:00Z")), Ct));
        Assert.Equal(Utc("2026-03-02T06:15:00Z"), (await DoneAsync(2))[1].DueAt);
        Assert.Equal(Utc("2026-03-02T10:15:00Z"), (await DoneAsync(3))[0].DueAt);
        Assert.Equal(3, _work.Begun.Count);
    }

    [Theory, BothDatabases]
    public async Task What_does_not_begin_in_time_raises_an_alert_that_says_what_to_do_and_ends_with_it(DatabaseKind database)
    {
        await StartAsync(database, new() { ["Jobs:Threads"] = "1", ["Jobs:PerWorkspace"] = "1" });
        var (begun, go) = (new SemaphoreSlim(0), new TaskCompletionSource());
        _work.Set("first", async (_, _) =>
        {
            begun.Release();
            await go.Task;
            return new JobOutcome.Completed();
        });
        var first = await _host.AddJobAsync(_workspace.Id, "first");
        await begun.WaitAsync(Ct);
        var second = await _host.AddJobAsync(_workspace.Id, "second");

        var alerts = await Eventually.SatisfiesAsync(async () =>
        {
            _host.Clock.Advance(TimeSpan.FromSeconds(2));
            return (await _workspace.Client.Alerts.ListAsync(ct: Ct)).Items;
        }, a => a.Any(x => x.Related["jobId"] == second));
        var alert = alerts.Single(a => a.Related["jobId"] == second);
        Assert.Equal("job.overdue", alert.Code);
        Assert.Contains("worker", alert.Sentence, StringComparison.Ordinal);
        Assert.Contains("alert.added", (await _workspace.Client.Events.ListAsync(0, new() { Kinds = ["alert"] }, ct: Ct)).Items.Select(e => e.Kind));

        go.SetResult();
        await Eventually.SatisfiesAsync(async () =>
        {
            _host.Clock.Advance(TimeSpan.FromSeconds(2));
            return (await _workspace.Client.Alerts.ListAsync(ct: Ct)).Items;
        }, a => a.Count == 0);
        Assert.NotNull((await _workspace.Client.Alerts.ListAsync(all: true, ct: Ct)).Items.Single(a => a.Id == alert.Id).ClearedAt);
    }

    [Theory, BothDatabases]
    public async Task Ended_jobs_go_after_their_days(DatabaseKind database)
    {
        await StartAsync(database);
        var (old, young) = (await _host.AddJobAsync(_workspace.Id, "old"), await _host.AddJobAsync(_workspace.Id, "young"));
        await Eventually.SatisfiesAsync(() => _workspace.Client.Jobs.CountAsync(Ct), c => c.Completed == 2);
        await ChangeAsync(db => db.Jobs.Where(j => j.Id == old).ExecuteUpdateAsync(set => set.SetProperty(j => j.FinishedAt, _host.Clock.GetUtcNow().AddDays(-31)), Ct));
        await Eventually.SatisfiesAsync(async () =>
        {
            _host.Clock.Advance(TimeSpan.FromMinutes(5));
            return (await _workspace.Client.Jobs.ListAsync(ct: Ct)).Items;
        }, jobs => jobs is [{ Id: var left }] && left == young);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
    }
}
