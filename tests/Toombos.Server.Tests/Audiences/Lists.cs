using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Audiences;
using Toombos.Server.Features.Audiences;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;
using Subscriber = Toombos.Client.Audiences.Subscriber;

namespace Toombos.Server.Tests.Audiences;

/// <summary>Lists with people on them, and what a sender would do with them.</summary>
static class Lists
{
    public const string Consent = "Signed up at the boat fair on 3 March.";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Guid> AddListAsync(this ToombosClient client, params string[] emails)
    {
        var list = await client.Audiences.AddAsync(new() { Name = "Letter", Description = "News every month" }, Ct);
        foreach (var email in emails) await client.Audiences.AddSubscriberAsync(list.Id, new() { Email = email, Consent = Consent }, Ct);
        return list.Id;
    }

    public static Task<ImportReport> ImportAsync(this ToombosClient client, Guid list, string csv, bool dryRun = false) =>
        client.Audiences.ImportAsync(list, new MemoryStream(Encoding.UTF8.GetBytes(csv)), Consent, dryRun, Ct);

    public static async Task<Subscriber> FindAsync(this ToombosClient client, Guid list, string email) =>
        (await client.Audiences.ListSubscribersAsync(list, new() { Search = email }, ct: Ct)).Items.Single(s => s.Email == email);

    public static async Task<T> InAsync<T>(this ToombosHost host, Guid workspace, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "test");
        return await work(scope.ServiceProvider);
    }

    /// <summary>To whom a letter would go.</summary>
    public static Task<List<string>> RecipientsAsync(this ToombosHost host, Guid workspace, Guid list) =>
        host.InAsync(workspace, async services => await services.GetRequiredService<AudienceReader>().ReadAsync(list, ct: Ct).Select(r => r.Email).ToListAsync(Ct));

    /// <summary>The path of the link in a letter.</summary>
    public static async Task<string> LinkAsync(this ToombosHost host, Guid subscriber, Guid? publication = null) =>
        new Uri(await host.Services.GetRequiredService<UnsubscribeLinks>().OfAsync(subscriber, publication, Ct)).AbsolutePath;
}
