using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Toombos.Client.Publishing;
using Toombos.Connectors.Channels;
using Toombos.Server.Tests.Audiences;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Publishing;

/// <summary>The process dies before every statement that a run makes, and in the middle of sending; afterwards the ledger tells the truth and nothing came twice.</summary>
public sealed class CrashTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "email")]
    [InlineData(DatabaseKind.Postgres, "email")]
    [InlineData(DatabaseKind.Sqlite, "webhook")]
    [InlineData(DatabaseKind.Sqlite, "site")]
    [InlineData(DatabaseKind.Postgres, "site")]
    public async Task Killed_before_any_statement_it_goes_on_and_nothing_is_lost_or_doubled(DatabaseKind database, string kind)
    {
        var scythe = new Scythe();
        await using var stage = await Stage.StartAsync(database, scythe);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, kind));
        var fake = kind == "email" ? stage.Email : kind == "webhook" ? stage.Webhook : stage.Site;
        Guid? list = kind == "email" ? await client.AddListAsync("ann@example.com", "bob@example.com") : null;
        var draft = await Stage.ApprovedAsync(client, kind == "email" ? "email" : "web");
        var (deaths, doubts, spared) = (0, 0, false);
        for (var statement = 1; !spared; statement++)
        {
            var before = fake.Arrived(channel).Count;
            var planned = await client.Publishing.PublishAsync(new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel, AudienceId = list, Slot = $"s{statement}" }, ct: Ct);
            var died = await stage.WorkAsync(workspace, planned.Id, () => scythe.Arm(statement)) is null;
            (spared, deaths) = (!died, deaths + (died ? 1 : 0));
            var done = died ? await stage.FinishAsync(workspace, planned.Id) : await client.Publishing.GetAsync(planned.Id, Ct);

            var arrived = fake.Arrived(channel).Skip(before).Select(d => d.Key).ToList();
            foreach (var line in (await client.Publishing.ListDeliveriesAsync(planned.Id, ct: Ct)).Items)
            {
                var times = arrived.Count(key => key == line.IdempotencyKey);
                var attempts = (await client.Publishing.GetDeliveryAsync(line.Id, Ct)).Attempts;
                Assert.Equal(Enumerable.Range(1, attempts.Count), attempts.Select(a => a.Number));
                Assert.All(attempts, a => Assert.NotNull(a.AnsweredAt));
                if (line.State == DeliveryState.Unknown)
                {
                    doubts++;
                    Assert.True(kind == "email" && times <= 1, $"Statement {statement}: {times} arrivals of what is unknown.");
                }
                else
                {
                    Assert.True(line.State is DeliveryState.Sent or DeliveryState.Confirmed, $"Statement {statement}: {line.State} {line.Error}");
                    // A receiver of signed messages knows a repetition by its key; all else must come once.
                    Assert.True(kind == "webhook" ? times >= 1 : times == 1, $"Statement {statement}: {times} arrivals.");
                }
            }
            Assert.Equal(kind == "email" ? 2 : 1, done.Counts.Total);
        }
        Assert.True(deaths > 20, $"It died only {deaths} times.");
        Assert.True(kind != "email" || doubts > 0, "No death fell between sending and its answer.");
    }

    /// <summary>Lets the commit that is counted down to happen, and loses the word of it, as when the database crashes right after it.</summary>
    sealed class LostWord : DbTransactionInterceptor
    {
        readonly Countdown _left = new();

        public void Arm(int commits) => _left.Arm(commits);

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            _left.IsOver() ? throw AwayInterceptor.Failure() : Task.CompletedTask;
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "email")]
    [InlineData(DatabaseKind.Postgres, "email")]
    [InlineData(DatabaseKind.Sqlite, "webhook")]
    [InlineData(DatabaseKind.Sqlite, "site")]
    public async Task The_word_of_any_commit_may_get_lost_and_nothing_is_doubled_or_in_doubt(DatabaseKind database, string kind)
    {
        var word = new LostWord();
        await using var stage = await Stage.StartAsync(database, word);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, kind));
        var fake = kind == "email" ? stage.Email : kind == "webhook" ? stage.Webhook : stage.Site;
        Guid? list = kind == "email" ? await client.AddListAsync("ann@example.com", "bob@example.com") : null;
        var draft = await Stage.ApprovedAsync(client, kind == "email" ? "email" : "web");
        for (var commit = 1; ; commit++)
        {
            var planned = await client.Publishing.PublishAsync(new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel, AudienceId = list, Slot = $"s{commit}" }, ct: Ct);
            var before = fake.Arrived(channel).Count;
            var work = Record.ExceptionAsync(() => stage.WorkAsync(workspace, planned.Id, () => word.Arm(commit)));
            await Eventually.SatisfiesAsync(() =>
            {
                stage.Host.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(work.IsCompleted);
            }, done => done);

            var lines = (await client.Publishing.ListDeliveriesAsync(planned.Id, ct: Ct)).Items;
            Assert.Equal(kind == "email" ? 2 : 1, lines.Count);
            Assert.All(lines, line => Assert.Equal((kind == "email" ? DeliveryState.Sent : DeliveryState.Confirmed, 1), (line.State, line.Attempt)));
            Assert.Equal(lines.Count, fake.Arrived(channel).Count - before);
            if (await work is not { } lost) continue;
            // Only that of the job's own end, which its runner asks for again.
            Assert.IsType<Npgsql.NpgsqlException>(lost);
            Assert.True(commit > 3, $"There were only {commit} commits.");
            return;
        }
    }

    [Theory]
    [InlineData("email", false)]
    [InlineData("email", true)]
    [InlineData("webhook", false)]
    [InlineData("webhook", true)]
    [InlineData("site", false)]
    [InlineData("site", true)]
    public async Task Killed_while_sending_it_is_found_out_or_asked(string kind, bool arrived)
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, kind));
        var fake = kind == "email" ? stage.Email : kind == "webhook" ? stage.Webhook : stage.Site;
        Guid? list = kind == "email" ? await client.AddListAsync("ann@example.com") : null;
        var draft = await Stage.ApprovedAsync(client, kind == "email" ? "email" : "web");
        fake.Answer(channel, (dispatch, number) =>
        {
            if (number > 1) return new ChannelAnswer.Delivered(Confirmed: true);
            if (arrived) fake.Take(channel, dispatch);
            throw new Killed();
        });
        var id = (await client.Publishing.PublishAsync(new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel, AudienceId = list }, ct: Ct)).Id;

        Assert.Null(await stage.WorkAsync(workspace, id));
        var done = await stage.FinishAsync(workspace, id);

        var line = Assert.Single((await client.Publishing.ListDeliveriesAsync(id, ct: Ct)).Items);
        Assert.Equal(kind switch { "email" => PublicationState.Unknown, _ => PublicationState.Published }, done.State);
        Assert.Equal(kind switch { "email" => 1, "webhook" => 2, _ => arrived ? 1 : 2 }, fake.Asked(channel));
        Assert.Equal(line.State == DeliveryState.Unknown ? "silent" : kind == "site" && arrived ? "found" : "delivered", (await client.Publishing.GetDeliveryAsync(line.Id, Ct)).Attempts[^1].Outcome);
    }
}
