using Toombos.Client.Connections;
using Toombos.Server.Features.Connections;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Connections;

/// <summary>Renewing tokens of a service whose refresh tokens are good once, and which ends the whole consent at a second use.</summary>
public sealed class AccountTokenTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Nodes_that_need_a_new_token_at_once_ask_for_one(DatabaseKind database)
    {
        await using var stage = await ConnectionStage.StartAsync(database);
        await using var other = stage.Host.Node();
        var account = await stage.ConnectAsync();
        var (reached, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        stage.Sink.Before = () =>
        {
            reached.TrySetResult();
            return answer.Task;
        };
        stage.Host.Clock.Advance(TimeSpan.FromHours(2));
        other.Clock.SetUtcNow(stage.Host.Clock.GetUtcNow() + TimeSpan.FromMinutes(3)); // its clock is off
        var first = stage.TokenAsync(account.Id);
        await reached.Task;
        var others = Enumerable.Range(0, 4).Select(i => stage.TokenAsync(account.Id, i % 2 == 0 ? other : stage.Host)).ToList();
        answer.SetResult();
        var token = Assert.IsType<AccountToken.Good>(await first).Token;
        while (!others.TrueForAll(o => o.IsCompleted))
        {
            stage.Host.Clock.Advance(TimeSpan.FromMilliseconds(200));
            other.Clock.Advance(TimeSpan.FromMilliseconds(200));
            await Task.WhenAny(Task.WhenAll(others), Task.Delay(1, Ct));
        }
        Assert.All(await Task.WhenAll(others), got => Assert.Equal(token, Assert.IsType<AccountToken.Good>(got).Token));
        Assert.Equal((1, false), (stage.Sink.Renewals, stage.Sink.Ended));
        Assert.Equal(ConnectionState.Ready, (await stage.Client.GetAsync(account.Id, Ct)).State);
    }

    [Theory, BothDatabases]
    public async Task A_token_is_renewed_before_it_ends_and_the_old_one_serves_while_the_service_is_away(DatabaseKind database)
    {
        await using var stage = await ConnectionStage.StartAsync(database);
        var account = await stage.ConnectAsync();
        var old = await stage.GoodAsync(account.Id);
        Assert.Equal((old, 0), (await stage.GoodAsync(account.Id), stage.Sink.Renewals));
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(56));
        stage.Sink.Fault = TokenFault.Busy;
        Assert.Equal((old, 1), (await stage.GoodAsync(account.Id), stage.Sink.Renewals));
        Assert.NotNull((await stage.Client.GetAsync(account.Id, Ct)).Problem);
        stage.Sink.Fault = TokenFault.WrongClient;
        Assert.Equal((old, 2), (await stage.GoodAsync(account.Id), stage.Sink.Renewals));
        Assert.Equal(["connection.renewal"], await stage.AlertsAsync());
        var next = await stage.GoodAsync(account.Id);
        Assert.NotEqual(old, next);
        Assert.Null((await stage.Client.GetAsync(account.Id, Ct)).Problem);
        Assert.Empty(await stage.AlertsAsync());
    }

    [Theory, BothDatabases]
    public async Task After_a_lost_answer_what_is_still_good_is_used_up_before_asking_again(DatabaseKind database)
    {
        await using var stage = await ConnectionStage.StartAsync(database);
        var account = await stage.ConnectAsync();
        var old = await stage.GoodAsync(account.Id);
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(56));
        stage.Sink.Fault = TokenFault.CutBefore; // nobody can tell whether it was before or after
        Assert.Equal(old, await stage.GoodAsync(account.Id));
        Assert.Equal((old, 1, false), (await stage.GoodAsync(account.Id), stage.Sink.Renewals, stage.Sink.Ended));
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.NotEqual(old, await stage.GoodAsync(account.Id));
        Assert.Equal((2, false), (stage.Sink.Renewals, stage.Sink.Ended));
    }

    [Fact]
    public async Task An_answer_that_was_lost_after_all_was_done_costs_nothing_until_the_token_ends_and_is_then_told()
    {
        await using var stage = await ConnectionStage.StartAsync(DatabaseKind.Sqlite);
        var account = await stage.ConnectAsync();
        var old = await stage.GoodAsync(account.Id);
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(56));
        stage.Sink.Fault = TokenFault.CutAfter;
        for (var i = 0; i < 3; i++) Assert.Equal(old, await stage.GoodAsync(account.Id));
        Assert.Equal((1, false), (stage.Sink.Renewals, stage.Sink.Ended));
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.EndsWith("Connect the account again.", Assert.IsType<AccountToken.Reconnect>(await stage.TokenAsync(account.Id)).Sentence, StringComparison.Ordinal);
        Assert.Equal(["connection.reconnect"], await stage.AlertsAsync());
    }

    [Theory, BothDatabases]
    public async Task A_withdrawn_consent_is_told_once_and_settled_by_connecting_again(DatabaseKind database)
    {
        await using var stage = await ConnectionStage.StartAsync(database);
        var account = await stage.ConnectAsync();
        stage.Host.Clock.Advance(TimeSpan.FromHours(2));
        stage.Sink.End();
        for (var i = 0; i < 2; i++) Assert.IsType<AccountToken.Reconnect>(await stage.TokenAsync(account.Id));
        Assert.Equal(1, stage.Sink.Renewals);
        var ended = await stage.Client.GetAsync(account.Id, Ct);
        Assert.Equal(ConnectionState.Reconnect, ended.State);
        Assert.Contains("expired or revoked", ended.Problem, StringComparison.Ordinal);
        Assert.Equal(["connection.reconnect"], await stage.AlertsAsync());
        Assert.False((await stage.Client.CheckAsync(account.Id, Ct)).Good);

        var back = await stage.ConnectAsync(again: account.Id);
        Assert.Equal((account.Id, ConnectionState.Ready, null), (back.Id, back.State, back.Problem));
        Assert.Empty(await stage.AlertsAsync());
        Assert.True((await stage.Client.CheckAsync(account.Id, Ct)).Good);
        Assert.Equal(["connection.added", "connection.reconnect", "connection.ready"], (await stage.Workspace.Client.Events.ListAsync(query: new() { Kinds = ["connection"] }, ct: Ct)).Items.Select(e => e.Kind));
    }

    [Theory, BothDatabases]
    public async Task Tokens_of_long_life_are_renewed_unasked_and_people_are_told_of_those_that_only_they_can_renew(DatabaseKind database)
    {
        await using var stage = await ConnectionStage.StartAsync(database);
        stage.Sink.Life = 60 * 86_400;
        var renews = await stage.ConnectAsync("linkedin");
        (stage.Sink.GivesRefresh, stage.Sink.Account) = (false, "grace@harbour.example");
        var ends = await stage.ConnectAsync("linkedin");
        Assert.Null((await stage.Client.GetAsync(renews.Id, Ct)).EndsAt);
        Assert.Equal(stage.Host.Clock.GetUtcNow().AddDays(60), (await stage.Client.GetAsync(ends.Id, Ct)).EndsAt);
        stage.Host.Clock.Advance(TimeSpan.FromDays(50));
        await stage.SweepAsync();
        Assert.Equal(0, stage.Sink.Renewals);
        stage.Host.Clock.Advance(TimeSpan.FromDays(4));
        stage.Sink.GivesRefresh = true;
        for (var i = 0; i < 2; i++) await stage.SweepAsync();
        Assert.Equal(1, stage.Sink.Renewals);
        Assert.Equal(["connection.ending"], await stage.AlertsAsync());
        stage.Host.Clock.Advance(TimeSpan.FromDays(7));
        await stage.SweepAsync();
        Assert.Equal(ConnectionState.Reconnect, (await stage.Client.GetAsync(ends.Id, Ct)).State);
        Assert.Equal(ConnectionState.Ready, (await stage.Client.GetAsync(renews.Id, Ct)).State);
    }

    [Fact]
    public async Task A_token_that_the_service_no_longer_accepts_is_replaced_before_its_time()
    {
        await using var stage = await ConnectionStage.StartAsync(DatabaseKind.Sqlite);
        var account = await stage.ConnectAsync();
        var old = await stage.GoodAsync(account.Id);
        stage.Sink.Withdraw(old);
        var next = Assert.IsType<AccountToken.Good>(await stage.TokenAsync(account.Id, rejected: old)).Token;
        Assert.NotEqual(old, next);
        // Whoever still holds the old one gets the new one, without another renewal.
        Assert.Equal((next, 1), (Assert.IsType<AccountToken.Good>(await stage.TokenAsync(account.Id, rejected: old)).Token, stage.Sink.Renewals));
    }
}
