using System.Runtime.InteropServices;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>How much two texts have in common: shared pairs of letters, 0 to 1. Works in scripts without spaces.</summary>
static class Likeness
{
    const int Longest = 4000;

    public static double Of(string left, string right)
    {
        if (left.Length < 2 || right.Length < 2) return left == right ? 1 : 0;
        var a = left.AsSpan(0, Math.Min(left.Length, Longest));
        var b = right.AsSpan(0, Math.Min(right.Length, Longest));
        var pairs = new Dictionary<(char, char), int>(a.Length);
        for (var i = 0; i + 1 < a.Length; i++) CollectionsMarshal.GetValueRefOrAddDefault(pairs, (a[i], a[i + 1]), out _)++;
        var shared = 0;
        for (var i = 0; i + 1 < b.Length; i++)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(pairs, (b[i], b[i + 1]));
            if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count) || count == 0) continue;
            count--;
            shared++;
        }
        return 2.0 * shared / (a.Length + b.Length - 2);
    }
}
