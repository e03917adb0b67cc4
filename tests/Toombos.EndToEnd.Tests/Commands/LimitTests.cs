using System.Net;
using System.Net.Sockets;
using System.Text;
using Toombos.EndToEnd.Tests.Hosting;

namespace Toombos.EndToEnd.Tests.Commands;

/// <summary>Requests of a size that nobody needs are turned away by the server itself, and it goes on serving.</summary>
public sealed class LimitTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Huge_headers_addresses_and_bodies_are_refused()
    {
        await using var server = await ServerProcess.StartAsync(["--role", "api"], new Dictionary<string, string?> { ["Database:DataFolder"] = _folder.File("data") });
        using var http = await server.ConnectAsync();
        var (key, address) = (await server.KeyAsync(), http.BaseAddress!);

        Assert.Equal(431, await StatusAsync(address, $"GET /v1/sources HTTP/1.1\r\nHost: {address.Authority}\r\nX-Long: {new string('a', 20_000)}\r\n\r\n"));
        Assert.Equal(431, await StatusAsync(address, $"GET /v1/sources HTTP/1.1\r\nHost: {address.Authority}\r\n{string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: a\r\n"))}\r\n"));
        Assert.Equal(414, await StatusAsync(address, $"GET /v1/sources?search={new string('a', 10_000)} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"));
        Assert.Equal(400, await StatusAsync(address, $"GET /v1/sources HTTP/1.1\r\nHost: {address.Authority}\r\nHost: evil.example\r\n\r\n"));
        Assert.Equal(400, await StatusAsync(address, $"POST /v1/sources HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nhello"));
        Assert.Equal(413, await StatusAsync(address, $"POST /v1/pieces HTTP/1.1\r\nHost: {address.Authority}\r\nX-API-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: 3000000\r\n\r\n{{"));

        http.DefaultRequestHeaders.Add("X-API-Key", key);
        using var trace = await http.SendAsync(new(HttpMethod.Trace, "/v1/sources"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, trace.StatusCode);
        using var answer = await http.GetAsync("/v1/sources", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    static async Task<int> StatusAsync(Uri address, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The server closes while we still write; its answer is there all the same.
            TestContext.Current.TestOutputHelper?.WriteLine("closed early");
        }
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
