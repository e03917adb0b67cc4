using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>A line to a real server that is cut when the server begins to answer: what was asked has been done, and nobody hears of it.</summary>
sealed class LossyLine : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _end = new();
    readonly Lock _turn = new();
    readonly int _server;
    readonly Task _accepting;
    Func<string, int, bool> _isLost = (_, _) => false;

    public LossyLine(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers were lost.</summary>
    public int Lost { get; private set; }

    /// <summary>Loses the answer to the n-th call, from 1, of those that change something.</summary>
    public void LoseWrite(int number)
    {
        var writes = 0;
        _isLost = (sent, _) => !sent.StartsWith("GET ", StringComparison.Ordinal) && IsCall(sent) && ++writes == number;
    }

    /// <summary>Loses the first answer after so many bytes have gone to the server.</summary>
    public void LoseAfter(int bytes) => _isLost = (_, all) => all >= bytes;

    public void Keep() => _isLost = (_, _) => false;

    static bool IsCall(string sent) => sent.Split('\r')[0].EndsWith(" HTTP/1.1", StringComparison.Ordinal);

    async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or InvalidOperationException)
        {
            return; // the test is over
        }
    }

    async Task ServeAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using var both = near;
        var (lose, all) = (false, 0);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
            near.NoDelay = far.NoDelay = true;
            await Task.WhenAny(
                PumpAsync(near, far, sent =>
                {
                    lock (_turn) lose |= _isLost(Encoding.Latin1.GetString(sent.Span), all += sent.Length);
                    return true;
                }),
                PumpAsync(far, near, _ =>
                {
                    lock (_turn)
                    {
                        if (!lose) return true;
                        Lost++;
                        _isLost = (_, _) => false;
                        return false;
                    }
                }));
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException)
        {
            return;
        }
    }

    async Task PumpAsync(TcpClient from, TcpClient to, Func<ReadOnlyMemory<byte>, bool> pass)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _end.Token) is var read and > 0 && pass(buffer.AsMemory(0, read))) await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
        catch (Exception cut) when (cut is SocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }
}
