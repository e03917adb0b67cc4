namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Turns offsets into lines and columns, as editors count them. Line ends are LF, CRLF or CR.</summary>
sealed class LineMap
{
    readonly List<int> starts = [0];

    public LineMap(string text)
    {
        for (var i = text.AsSpan().IndexOfAny('\r', '\n'); i >= 0;)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
            starts.Add(++i);
            var next = text.AsSpan(i).IndexOfAny('\r', '\n');
            i = next < 0 ? -1 : i + next;
        }
    }

    /// <summary>Both from 1; the column counts UTF-16 units.</summary>
    public (int Line, int Column) At(int offset)
    {
        var index = starts.BinarySearch(offset);
        if (index < 0) index = ~index - 1;
        return (index + 1, offset - starts[index] + 1);
    }
}
