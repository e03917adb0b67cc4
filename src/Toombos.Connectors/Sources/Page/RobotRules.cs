using System.Text;

namespace Toombos.Connectors.Sources.Page;

/// <summary>What a robots.txt says (RFC 9309): the longest rule that fits decides, and a tie allows.</summary>
static class RobotRules
{
    const int Largest = 512 * 1024;

    public static bool Allow(ReadOnlySpan<byte> file, string path)
    {
        var (named, anybody, agents, ruled) = (new List<(bool Allow, string Path)>(), new List<(bool Allow, string Path)>(), new List<string>(), false);
        var spoken = false;
        foreach (var line in Encoding.UTF8.GetString(file[..Math.Min(file.Length, Largest)]).Split('\n'))
        {
            var text = line.Split('#')[0];
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) continue;
            var (field, value) = (text[..colon].Trim().ToLowerInvariant(), text[(colon + 1)..].Trim());
            if (field == "user-agent")
            {
                if (ruled) agents.Clear();
                ruled = false;
                agents.Add(value.ToLowerInvariant());
                spoken |= value.Equals("toombos", StringComparison.OrdinalIgnoreCase);
            }
            else if (field is "allow" or "disallow")
            {
                ruled = true;
                if (value.Length == 0) continue;
                if (agents.Contains("toombos")) named.Add((field == "allow", value));
                if (agents.Contains("*")) anybody.Add((field == "allow", value));
            }
        }
        var fitting = (spoken ? named : anybody).Where(r => Fits(r.Path, path)).OrderByDescending(r => r.Path.Length).ThenByDescending(r => r.Allow).FirstOrDefault();
        return fitting.Path is null || fitting.Allow;
    }

    /// <summary>A rule is a beginning of a path, in which * stands for anything and a last $ for the end. Linear times its stars.</summary>
    static bool Fits(string rule, string path)
    {
        var ends = rule.EndsWith('$');
        if (ends) rule = rule[..^1];
        else rule += "*";
        var (r, p, star, mark) = (0, 0, -1, 0);
        while (p < path.Length)
        {
            if (r < rule.Length && rule[r] == '*') (star, mark) = (r++, p);
            else if (r < rule.Length && rule[r] == path[p]) (r, p) = (r + 1, p + 1);
            else if (star >= 0) (r, p) = (star + 1, ++mark);
            else return false;
        }
        while (r < rule.Length && rule[r] == '*') r++;
        return r == rule.Length;
    }
}
