using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Toombos.Server.Tests.SingleSignOn;

/// <summary>A name server on loopback that knows only the TXT records that a test gives it.</summary>
public sealed class NameServer : IAsyncDisposable
{
    const int HeaderLength = 12;
    const ushort Txt = 16, Internet = 1;

    readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    readonly CancellationTokenSource _end = new();
    readonly Task _work;

    public NameServer() => _work = RunAsync();

    /// <summary>Texts by name, in lower case without a dot at the end.</summary>
    public ConcurrentDictionary<string, string[]> Texts { get; } = new();

    /// <summary>When true it says that it failed, whatever is asked.</summary>
    public bool Broken { get; set; }

    public string Address => _socket.Client.LocalEndPoint!.ToString()!;

    async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var asked = await _socket.ReceiveAsync(_end.Token);
                await _socket.SendAsync(AnswerTo(asked.Buffer), asked.RemoteEndPoint, _end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // the end
        }
    }

    byte[] AnswerTo(byte[] question)
    {
        var (name, end) = NameIn(question);
        var texts = Texts.GetValueOrDefault(name.ToLowerInvariant(), []);
        var code = (byte)(Broken ? 2 : texts.Length == 0 ? 3 : 0); // server failure, no such name, fine
        byte[] header = [question[0], question[1], 0x84, code, 0, 1, 0, Broken ? (byte)0 : (byte)texts.Length, 0, 0, 0, 0];
        byte[] answer = [.. header, .. question[HeaderLength..end]];
        return Broken ? answer : [.. answer, .. texts.SelectMany(RecordOf)];
    }

    /// <summary>Long texts are cut into strings of a record, as real zones do.</summary>
    static byte[] RecordOf(string text)
    {
        byte[] data = [.. text.Chunk(20).SelectMany(part => (byte[])[(byte)part.Length, .. Encoding.ASCII.GetBytes(part)])];
        var head = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(head, 0xC000 | HeaderLength);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), Txt);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(4), Internet);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(6), 60);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(10), (ushort)data.Length);
        return [.. head, .. data];
    }

    static (string Name, int End) NameIn(byte[] message)
    {
        var (labels, at) = (new List<string>(), HeaderLength);
        while (message[at] is > 0 and var length)
        {
            labels.Add(Encoding.ASCII.GetString(message, at + 1, length));
            at += length + 1;
        }
        return (string.Join('.', labels), at + 5);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work;
        _end.Dispose();
        _socket.Dispose();
    }
}
