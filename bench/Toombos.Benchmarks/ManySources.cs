using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Toombos.Client;

namespace Toombos.Benchmarks;

/// <summary>A hundred feeds of fifty entries that have all changed, read again at once by the published server: how long it takes, and the most memory that it needs.</summary>
static class ManySources
{
    const int Sources = 100, Entries = 50;

    public static async Task<int> RunAsync(string executable)
    {
        var state = 1;
        await using var site = Site(() => Volatile.Read(ref state));
        await site.StartAsync();
        await using var server = new PublishedServer(executable, "all", new Dictionary<string, string> { ["OutboundHttp__AllowedPrivateHosts__0"] = "127.0.0.1", ["Plans__premium__Sources"] = "" });
        using var line = new SocketsHttpHandler();
        using var http = new HttpClient(line) { BaseAddress = new Uri(await server.AddressAsync()) };
        http.DefaultRequestHeaders.Add("X-API-Key", await server.KeyAsync());
        var documents = new ToombosClient(http).Documents;
        var ids = new List<Guid>();
        for (var i = 0; i < Sources; i++) ids.Add((await documents.AddSourceAsync(new() { Name = $"Feed {i}", Kind = Client.Documents.SourceKind.Feed, Address = $"{site.Urls.First()}/{i}.xml" })).Source.Id);
        var before = server.ResidentMegabytes();
        Volatile.Write(ref state, 2);
        using var done = new CancellationTokenSource();
        var most = WatchAsync(server, done.Token);
        var started = Stopwatch.GetTimestamp();
        var results = await Task.WhenAll(ids.Select(id => documents.SyncSourceAsync(id)));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await done.CancelAsync();
        var peak = await most;
        if (results.Any(r => !r.Changed || r.Snapshot.ItemCount != Entries)) throw new InvalidOperationException("A source was not read as it is.");
        Console.WriteLine($"| {Sources} feeds of {Entries} entries, all changed, read at once | |\n|---|--:|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| seconds until the last is read | {seconds:0.0} |\n| MB resident before | {before:0} |\n| MB resident at most | {peak:0} |"));
        return 0;
    }

    static async Task<double> WatchAsync(PublishedServer server, CancellationToken ct)
    {
        var most = 0.0;
        while (!ct.IsCancellationRequested)
        {
            most = Math.Max(most, server.ResidentMegabytes());
            await Task.Delay(20, CancellationToken.None);
        }
        return most;
    }

    static WebApplication Site(Func<int> state)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.Run(context =>
        {
            context.Response.ContentType = "application/rss+xml; charset=utf-8";
            return context.Response.WriteAsync(Inputs.Feed(Entries).Replace("many years", $"{state()} years", StringComparison.Ordinal));
        });
        return site;
    }
}
