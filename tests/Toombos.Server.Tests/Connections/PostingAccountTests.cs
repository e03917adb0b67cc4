using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Toombos.Client;
using Toombos.Client.Channels;
using Toombos.Client.Connections;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Channels;
using Toombos.Server.Features.Connections;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Audiences;
using Toombos.Server.Tests.Hosting;
using AiUse = Toombos.Connectors.Channels.AiUse;
using Channel = Toombos.Client.Channels.Channel;

namespace Toombos.Server.Tests.Connections;

/// <summary>Channels that post with a connected account, and what becomes of both.</summary>
public sealed class PostingAccountTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task<(ConnectionStage Stage, TokenedChannel Network)> StartAsync(DatabaseKind database, string kind = "linkedin")
    {
        var network = new TokenedChannel(kind);
        var stage = await ConnectionStage.StartAsync(database, services => services.RemoveAll<IChannel>().AddSingleton<IChannel>(network));
        network.Accepts = stage.Sink.Accepts;
        return (stage, network);
    }

    static async Task<Channel> AddAsync(ConnectionStage stage, Guid connection, string kind = "linkedin") =>
        (await stage.Workspace.Client.Channels.AddAsync(new() { Name = "Our posts", Kind = kind, Settings = new JsonObject { ["connection"] = connection.ToString() } }, Ct)).Channel;

    static Task<ChannelAnswer> PostAsync(ConnectionStage stage, Guid channel) => stage.Host.InAsync(stage.Workspace.Id, async services =>
    {
        var (_, account, connector) = await services.GetRequiredService<ChannelDirectory>().OpenAsync(channel, Ct);
        return await connector.SendAsync(account, new Dispatch.Posts(["The harbour opens."], "en", stage.Host.Clock.GetUtcNow(), AiUse.Human) { Key = "one" }, NoMemory.Instance, Ct);
    });

    [Theory, BothDatabases]
    public async Task A_token_that_is_not_accepted_is_replaced_once_for_posts_checks_and_places(DatabaseKind database)
    {
        var (stage, network) = await StartAsync(database);
        await using var _ = stage;
        var account = await stage.ConnectAsync("linkedin");
        var channel = await AddAsync(stage, account.Id);
        Assert.IsType<ChannelAnswer.Delivered>(await PostAsync(stage, channel.Id));
        var first = Assert.Single(network.Tokens);

        stage.Sink.Withdraw(first);
        Assert.IsType<ChannelAnswer.Delivered>(await PostAsync(stage, channel.Id));
        Assert.Equal(1, stage.Sink.Renewals);
        stage.Sink.Withdraw(network.Tokens.Last());
        Assert.True((await stage.Workspace.Client.Channels.CheckAsync(channel.Id, Ct)).Good);
        stage.Sink.Withdraw(network.Tokens.Last());
        var places = await stage.Workspace.Client.Channels.ListPlacesAsync("linkedin", account.Id, Ct);
        Assert.Equal(("organization", "42", null), (places.Field, places.Places[1].Value, places.Problem));
        Assert.Equal(3, stage.Sink.Renewals);

        network.Accepts = _ => false;
        Assert.Equal(ChannelProblem.Auth, Assert.IsType<ChannelAnswer.Rejected>(await PostAsync(stage, channel.Id)).Problem);
        Assert.Equal(4, stage.Sink.Renewals);
    }

    [Theory, BothDatabases]
    public async Task Posts_at_the_same_time_renew_a_token_that_is_good_once_only_once(DatabaseKind database)
    {
        var (stage, network) = await StartAsync(database, "x");
        await using var _ = stage;
        var account = await stage.ConnectAsync("x");
        var channel = await AddAsync(stage, account.Id, "x");
        stage.Host.Clock.Advance(TimeSpan.FromHours(3));
        var posts = Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(stage, channel.Id)));
        while (!posts.IsCompleted)
        {
            // Those that wait for the turn wait by this clock.
            stage.Host.Clock.Advance(TimeSpan.FromMilliseconds(200));
            await Task.WhenAny(posts, Task.Delay(1, Ct));
        }
        Assert.All(await posts, answer => Assert.IsType<ChannelAnswer.Delivered>(answer));
        Assert.Equal(1, stage.Sink.Renewals);
        Assert.False(stage.Sink.Ended);
        Assert.Single(network.Tokens.Distinct());
    }

    [Theory, BothDatabases]
    public async Task Only_an_account_of_the_workspace_at_a_service_that_serves_the_kind_is_taken(DatabaseKind database)
    {
        var (stage, _) = await StartAsync(database);
        await using var __ = stage;
        var (mine, notes) = (await stage.ConnectAsync("linkedin"), await stage.ConnectAsync("notion"));
        var stranger = await stage.Host.AddWorkspaceAsync();
        foreach (var (client, id) in ((ToombosClient, Guid)[])[(stranger.Client, mine.Id), (stage.Workspace.Client, notes.Id), (stage.Workspace.Client, Guid.NewGuid())])
        {
            var no = await Assert.ThrowsAsync<ToombosApiException>(() => client.Channels.AddAsync(new() { Name = "x", Kind = "linkedin", Settings = new JsonObject { ["connection"] = id.ToString() } }, Ct));
            Assert.Contains("settings.connection", no.Errors.Keys);
            await Assert.ThrowsAsync<ToombosApiException>(() => client.Channels.ListPlacesAsync("linkedin", id, Ct));
        }
        var pasted = await stage.Workspace.Client.Channels.AddAsync(new() { Name = "Pasted", Kind = "linkedin", Settings = new JsonObject { ["accessToken"] = "by hand" } }, Ct);
        await Assert.ThrowsAsync<ToombosApiException>(() => stage.Workspace.Client.Channels.UpdateAsync(pasted.Channel.Id, new() { Settings = new JsonObject { ["connection"] = notes.Id.ToString() } }, Ct));
        var changed = await stage.Workspace.Client.Channels.UpdateAsync(pasted.Channel.Id, new() { Settings = new JsonObject { ["connection"] = mine.Id.ToString(), ["organization"] = "42" } }, Ct);
        Assert.Empty(changed.Secrets);
    }

    [Theory, BothDatabases]
    public async Task An_account_that_channels_post_with_says_which_and_stays(DatabaseKind database)
    {
        var (stage, _) = await StartAsync(database);
        await using var __ = stage;
        var account = await stage.ConnectAsync("linkedin");
        var channel = await AddAsync(stage, account.Id);
        Assert.Equal([("channel", channel.Id, "Our posts")], (await stage.Client.GetAsync(account.Id, Ct)).UsedBy.Select(u => (u.Kind, u.Id, u.Name)));
        var no = await Assert.ThrowsAsync<ToombosApiException>(() => stage.Client.RemoveAsync(account.Id, Ct));
        Assert.Equal("connection.in-use", no.Code);
        Assert.Contains("the channel “Our posts”", no.Message, StringComparison.Ordinal);
        await stage.Workspace.Client.Channels.DeleteAsync(channel.Id, Ct);
        await stage.Client.RemoveAsync(account.Id, Ct);
    }

    [Theory, BothDatabases]
    public async Task A_channel_that_was_refused_is_ready_when_its_account_is_connected_again(DatabaseKind database)
    {
        var (stage, _) = await StartAsync(database);
        await using var __ = stage;
        var account = await stage.ConnectAsync("linkedin");
        var channel = await AddAsync(stage, account.Id);
        stage.Sink.End();
        Assert.Equal("Account", (await stage.Workspace.Client.Channels.CheckAsync(channel.Id, Ct)).Findings.Single(f => !f.Good).Name);
        Assert.Equal(ChannelState.Refused, (await stage.Workspace.Client.Channels.GetAsync(channel.Id, Ct)).State);
        await stage.ConnectAsync(again: account.Id);
        Assert.Equal((ChannelState.Ready, null), ((await stage.Workspace.Client.Channels.GetAsync(channel.Id, Ct)) is var now ? now.State : default, now.Problem));
        Assert.True((await stage.Workspace.Client.Channels.CheckAsync(channel.Id, Ct)).Good);
    }

    [Theory, BothDatabases]
    public async Task A_token_of_hours_is_traded_for_one_of_weeks_which_is_traded_for_the_next(DatabaseKind database)
    {
        var (stage, _) = await StartAsync(database, "threads");
        await using var __ = stage;
        var account = await stage.ConnectAsync("threads");
        Assert.Equal(["authorization_code", "th_exchange_token"], stage.Sink.Asked);
        var first = await stage.GoodAsync(account.Id);
        Assert.StartsWith("long-", first, StringComparison.Ordinal);
        stage.Host.Clock.Advance(TimeSpan.FromDays(54));
        await stage.SweepAsync();
        Assert.Equal("th_refresh_token", stage.Sink.Asked[^1]);
        Assert.NotEqual(first, await stage.GoodAsync(account.Id));
        stage.Sink.End();
        Assert.Contains("Session has expired", Assert.IsType<AccountToken.Reconnect>(await stage.TokenAsync(account.Id, rejected: await stage.GoodAsync(account.Id))).Sentence, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_version_that_ends_is_told_to_each_workspace_once_and_stands_wherever_one_looks(DatabaseKind database)
    {
        var (stage, _) = await StartAsync(database);
        await using var __ = stage;
        var quiet = await stage.Host.AddWorkspaceAsync();
        var channel = await AddAsync(stage, (await stage.ConnectAsync("linkedin")).Id);
        // A clock of its own: all that a server does by the minute would be done for a year and a half otherwise.
        var clock = new FakeTimeProvider(new(ConnectorList.Of("linkedin").Version!.Ends.AddDays(-61), default, TimeSpan.Zero));
        var watch = ActivatorUtilities.CreateInstance<VersionWatch>(stage.Host.Services, clock);
        string? Warning() => ListConnectors.Handle(clock).Value!.Single(c => c.Kind == "linkedin").Version!.Warning;

        await watch.RunAsync(Ct);
        Assert.Null(Warning());
        Assert.DoesNotContain(VersionWatch.Code, await stage.AlertsAsync());

        clock.Advance(TimeSpan.FromDays(1));
        for (var i = 0; i < 2; i++) await watch.RunAsync(Ct);
        Assert.Contains("1 August 2027", Warning(), StringComparison.Ordinal);
        var alert = Assert.Single((await stage.Workspace.Client.Alerts.ListAsync(ct: Ct)).Items, a => a.Code == VersionWatch.Code);
        Assert.Empty((await quiet.Client.Alerts.ListAsync(ct: Ct)).Items);
        var check = await stage.Host.InAsync(stage.Workspace.Id, s => CheckChannel.Handle(channel.Id, s.GetRequiredService<ToombosDb>(), s.GetRequiredService<ChannelDirectory>(), s.GetRequiredService<Outbound>(), s.GetRequiredService<Toombos.Server.Platform.Hosting.PublicAddress>(), clock, Ct));
        Assert.Contains("Update Toombos", check.Value!.Findings.Single(f => f.Name == "Version").Sentence, StringComparison.Ordinal);

        await stage.Workspace.Client.Alerts.DismissAsync(alert.Id, Ct);
        await watch.RunAsync(Ct);
        Assert.DoesNotContain(VersionWatch.Code, await stage.AlertsAsync());
    }
}
