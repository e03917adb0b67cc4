using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Toombos.Client;
using Toombos.Client.Channels;
using Toombos.Client.Jobs;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Audiences;
using Toombos.Server.Tests.Hosting;
using Channel = Toombos.Server.Features.Channels.Channel;
using Publication = Toombos.Client.Publishing.Publication;

namespace Toombos.Server.Tests.Publishing;

/// <summary>A process that died: nobody catches this, and nothing is written after it.</summary>
sealed class Killed() : Exception("The process was killed.");

/// <summary>A server without workers, whose jobs the test does itself, one attempt at a time; and the other sides of its channels.</summary>
sealed class Stage : IAsyncDisposable
{
    public required ToombosHost Host { get; init; }
    public required FakeChannel Email { get; init; }
    public required FakeChannel Webhook { get; init; }
    public required FakeChannel Site { get; init; }

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="role">With "all" the engine does the jobs.</param>
    /// <param name="fake">The real connectors otherwise, which may call this machine.</param>
    public static async Task<Stage> StartAsync(DatabaseKind database, IInterceptor? interceptor = null, IReadOnlyDictionary<string, string?>? settings = null, string role = "api", bool fake = true, FakeChannel? another = null)
    {
        var (email, webhook, site) = (new FakeChannel("email", AfterSilence.AskPerson), new FakeChannel("webhook", AfterSilence.SendAgain), new FakeChannel("site", AfterSilence.ReadBack));
        var host = await ToombosHost.StartAsync(database, new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>()) { ["Server:Role"] = role, ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1" }, services =>
        {
            if (fake) services.RemoveAll<IChannel>();
            if (fake) services.AddSingleton<IChannel>(email).AddSingleton<IChannel>(webhook).AddSingleton<IChannel>(site);
            if (another is not null) services.AddSingleton<IChannel>(another);
            if (interceptor is null) return;
            services.ConfigureDbContext<SqliteToombosDb>(options => options.AddInterceptors(interceptor));
            services.ConfigureDbContext<PostgresToombosDb>(options => options.AddInterceptors(interceptor));
        });
        return new() { Host = host, Email = email, Webhook = webhook, Site = site };
    }

    public async Task<TestWorkspace> WorkspaceAsync()
    {
        var workspace = await Host.AddWorkspaceAsync();
        var shown = await workspace.Client.Workspaces.GetAsync(workspace.Id, Ct);
        await workspace.Client.Workspaces.UpdateAsync(workspace.Id, new() { Name = shown.Name, Version = shown.Version, Brand = shown.Brand with { PostalAddress = "Quay 1, Orust", TimeZone = "Europe/Berlin" } }, Ct);
        return workspace;
    }

    public Task<Guid> ChannelAsync(TestWorkspace workspace, string kind, int perMinute = 100_000) => Host.InAsync(workspace.Id, async services =>
    {
        var channel = new Channel
        {
            Name = $"Our {kind}", CreatedAt = Host.Clock.GetUtcNow(), Kind = kind, Settings = kind switch
            {
                "email" => new() { ["host"] = "mail.example", ["port"] = 587, ["from"] = "news@tidewater.example", ["fromName"] = "Tidewater", ["perMinute"] = perMinute },
                "webhook" => new() { ["address"] = "https://hooks.example/in" },
                "mastodon" => new() { ["server"] = "https://harbour.social" },
                _ => new() { ["address"] = "https://tidewater.example/news" },
            },
        };
        if (kind == "webhook") channel.Keep(new Dictionary<string, string> { ["signingKey"] = Connectors.Channels.Webhook.StandardWebhooks.NewKey() }, services.GetRequiredService<SecretBox>());
        var db = services.GetRequiredService<ToombosDb>();
        db.Add(channel);
        await db.SaveChangesAsync(Ct);
        return channel.Id;
    });

    /// <summary>A draft that was approved as it stands.</summary>
    public static async Task<Draft> ApprovedAsync(ToombosClient client, string channel = "email", string document = Document)
    {
        var source = (await client.Documents.AddSourceAsync(new() { Name = "News", Markdown = document }, Ct)).Source.Id;
        var piece = await client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = [channel] }, Ct);
        return await ApproveAsync(client, piece.Drafts[0].Id);
    }

    public static async Task<Draft> ApproveAsync(ToombosClient client, Guid id)
    {
        var draft = await client.Writing.GetDraftAsync(id, ct: Ct);
        foreach (var claim in draft.Checks.Claims.Where(c => c.IsOpen))
            await client.Writing.AcceptClaimAsync(id, claim.Id, new() { Name = "Mia Berg", Reason = "I was there." }, Ct);
        return await client.Writing.ApproveDraftAsync(id, new() { ContentHash = draft.ContentHash, Name = "Mia Berg" }, Ct);
    }

    /// <summary>Begins the publication's job as a worker would and does it once. Null when the process died in it.</summary>
    public async Task<JobOutcome?> WorkAsync(TestWorkspace workspace, Guid publication, Action? begun = null)
    {
        var job = (await workspace.Client.Publishing.GetAsync(publication, Ct)).JobId!.Value;
        var (desk, kinds, node) = (Host.Services.GetRequiredService<JobDesk>(), Host.Services.GetRequiredService<JobKinds>(), Host.Services.GetRequiredService<JobNode>());
        await Host.InAsync(workspace.Id, services => services.GetRequiredService<ToombosDb>().Jobs.Where(j => j.Id == job).ExecuteUpdateAsync(set => set.SetProperty(j => j.Fed, node.Name), Ct));
        var row = await desk.StartAsync(workspace.Id, job) ?? throw new InvalidOperationException("The job is not to be begun.");
        using var run = new JobRun(row, desk, Ct);
        begun?.Invoke();
        try
        {
            await using var scope = Host.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(row.WorkspaceId, Caller.System(row.CreatedBy) with { Part = row.Kind, Test = row.Test });
            JobOutcome outcome;
            try
            {
                outcome = await kinds.Of(row.Kind).Run(scope.ServiceProvider, row.Payload, run, run.Token);
            }
            catch (Platform.Http.DomainRuleException refused)
            {
                outcome = new JobOutcome.Failed(refused.Code, refused.Message);
            }
            await desk.EndAsync(run, outcome);
            return outcome;
        }
        catch (Exception death) when (IsKilled(death))
        {
            await Host.InAsync(workspace.Id, services => services.GetRequiredService<ToombosDb>().Jobs.Where(j => j.Id == job).ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, DateTimeOffset.UnixEpoch), Ct));
            await desk.TakeBackAsync(workspace.Id, job, row.Attempt);
            return null;
        }
    }

    static bool IsKilled(Exception? failure) => failure is Killed || failure is { InnerException: { } inner } && IsKilled(inner);

    /// <summary>Works at it, however long it asks to wait, until it is over.</summary>
    public async Task<Publication> FinishAsync(TestWorkspace workspace, Guid publication)
    {
        for (var turn = 0; turn < 30; turn++)
        {
            var outcome = await WorkAsync(workspace, publication);
            if (outcome is not (null or JobOutcome.TryLater)) return await workspace.Client.Publishing.GetAsync(publication, Ct);
            if (outcome is JobOutcome.TryLater { After: { } wait }) Host.Clock.Advance(wait + TimeSpan.FromSeconds(1));
        }
        throw new InvalidOperationException("It came to no end.");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    public const string Document = "# News\n\n## [tips] Tips\n\n### Breathe slowly\n\nSix breaths a minute calm most people, says the clinic. Try it before you leave the beach.\n\n### Pack from the middle\n\nPut water and tools next to the seat, light things at the ends. A boat packed this way turns more easily.\n";
}
