namespace Toombos.Server.Features.Checks.Claims;

/// <summary>
/// What two sentences that cite the same block do not tell the same: facts of one kind about one thing that are not both in what their sentences cite. Conservative: it
/// speaks only where the words around both facts agree.
/// </summary>
static class ToldDifferently
{
    /// <summary>Both facts as they are written; null where the sentences go together.</summary>
    /// <param name="cited">All that the first sentence cites.</param>
    /// <param name="citedToo">All that the second does.</param>
    public static (string First, string Second)? Of(EvidenceText first, EvidenceText second, EvidenceText cited, EvidenceText citedToo, string language)
    {
        var (one, other) = (first.In(language), second.In(language));
        foreach (var fact in one.Facts.Where(f => f.Claims && !IsTold(other, f)))
        {
            foreach (var rival in other.Facts.Where(f => f.Claims && f.IsRivalOf(fact) && !IsTold(one, f)))
            {
                if (cited.Find(fact.Fact) is not null && citedToo.Find(rival.Fact) is not null) continue;
                if (one.ClauseAt(fact.Start) is not { } here || other.ClauseAt(rival.Start) is not { } there || here.SharedWith(there) == 0) continue;
                return (one.Text[fact.Start..fact.End], other.Text[rival.Start..rival.End]);
            }
        }
        return null;
    }

    static bool IsTold(StatementText text, FoundFact fact) => text.Facts.Any(f => f.Supports().Contains(fact.Fact) || fact.Supports().Contains(f.Fact));
}
