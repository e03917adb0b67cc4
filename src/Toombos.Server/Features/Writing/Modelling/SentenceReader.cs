using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Reads the sentences of an answer while it is being written: each once, as soon as its object is closed, without going back. What comes before the object is passed over.</summary>
sealed class SentenceReader
{
    /// <summary>Where things stand in <c>{"parts":[{"role":…,"sentences":[{"text":…,"blocks":[…]}]}]}</c>.</summary>
    const int DepthOfPart = 2, DepthOfSentence = 4;

    readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    readonly ArrayBufferWriter<byte> _bytes = new(1024);
    JsonReaderState _state = new(new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
    bool _began, _broken;
    string _name = "";
    string? _role, _text;
    int _post, _part = -1;
    List<int> _blocks = [];

    /// <summary>Sentences that were finished by this piece. None any more once the answer turned out to be no JSON; the whole of it is read tolerantly at its end.</summary>
    public IReadOnlyList<LiveRead> Read(string piece)
    {
        if (_broken) return [];
        var text = piece.AsSpan();
        if (!_began)
        {
            var start = text.IndexOf('{');
            if (start < 0) return [];
            _began = true;
            text = text[start..];
        }
        _encoder.Convert(text, _bytes, flush: false, out _, out _);
        var found = new List<LiveRead>();
        try
        {
            var reader = new Utf8JsonReader(_bytes.WrittenSpan, isFinalBlock: false, _state);
            while (reader.Read()) Take(ref reader, found);
            _state = reader.CurrentState;
            Keep(_bytes.WrittenSpan[(int)reader.BytesConsumed..].ToArray());
        }
        catch (JsonException)
        {
            _broken = true;
        }
        return found;
    }

    void Keep(byte[] rest)
    {
        _bytes.ResetWrittenCount();
        _bytes.Write(rest);
    }

    void Take(ref Utf8JsonReader reader, List<LiveRead> found)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when reader.CurrentDepth == DepthOfPart:
                _part++;
                (_role, _post) = (null, 0);
                break;
            case JsonTokenType.StartObject when reader.CurrentDepth == DepthOfSentence:
                (_text, _blocks) = (null, []);
                break;
            case JsonTokenType.PropertyName:
                _name = reader.GetString()!.ToLowerInvariant();
                break;
            case JsonTokenType.String when _name == "role" && reader.CurrentDepth == DepthOfPart + 1:
                _role = reader.GetString();
                break;
            case JsonTokenType.String when _name == "text" && reader.CurrentDepth == DepthOfSentence + 1:
                _text = reader.GetString();
                break;
            case JsonTokenType.Number when _name == "post" && reader.CurrentDepth == DepthOfPart + 1 && reader.TryGetInt32(out var post):
                _post = post;
                break;
            case JsonTokenType.Number when _name == "blocks" && reader.CurrentDepth == DepthOfSentence + 2 && reader.TryGetInt32(out var block):
                _blocks.Add(block);
                break;
            case JsonTokenType.EndObject when reader.CurrentDepth == DepthOfSentence && _text is not null:
                found.Add(new(_part, _role, _post, _text, _blocks));
                break;
            default: break;
        }
    }
}

/// <summary>A sentence as it came; nothing of it is trusted.</summary>
/// <param name="Part">Place of its paragraph, from 0.</param>
sealed record LiveRead(int Part, string? Role, int Post, string Text, IReadOnlyList<int> Blocks);
