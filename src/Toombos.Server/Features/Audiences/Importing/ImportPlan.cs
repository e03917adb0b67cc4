using Microsoft.EntityFrameworkCore;
using Toombos.Client.Audiences;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Audiences.Importing;

/// <summary>Somebody who will be put on a list.</summary>
sealed record NewPerson(string Email, string? Name, byte[] Fingerprint);

/// <summary>What becomes of each line of an import, given who is on the list and who must not be written to.</summary>
sealed class ImportPlan
{
    const int MostSkipped = 100, LongestText = 100;

    /// <summary>Looked up at once.</summary>
    const int Handful = 5_000;

    readonly Dictionary<SkipReason, int> _skips = [];
    readonly List<SkippedLine> _skipped = [];
    int _rows;

    public List<NewPerson> New { get; } = [];

    public static async Task<ImportPlan> MakeAsync(IReadOnlyList<ImportLine> lines, Guid audience, Func<string, byte[]> fingerprint, ToombosDb db, CancellationToken ct)
    {
        var (plan, seen) = (new ImportPlan { _rows = lines.Count }, new HashSet<string>(StringComparer.Ordinal));
        foreach (var chunk in lines.Chunk(Handful))
        {
            var people = chunk.Where(line => line.Invalid is null).Select(line => line.Email).Distinct().ToDictionary(email => email, fingerprint, StringComparer.Ordinal);
            var (emails, prints) = (people.Keys.ToArray(), people.Values.ToArray());
            var there = await db.Subscribers.Where(s => s.AudienceId == audience && EF.Parameter(emails).Contains(s.Email)).Select(s => new { s.Email, s.State }).ToDictionaryAsync(s => s.Email, s => s.State, ct);
            var suppressed = (await db.Suppressions.Where(s => EF.Parameter(prints).Contains(s.Fingerprint)).Select(s => s.Fingerprint).ToListAsync(ct)).Select(Convert.ToHexString).ToHashSet();
            foreach (var line in chunk)
            {
                var reason = line.Invalid
                    ?? (!seen.Add(line.Email) ? SkipReason.Repeated
                    : there.TryGetValue(line.Email, out var state) ? ReasonOf(state)
                    : suppressed.Contains(Convert.ToHexString(people[line.Email])) ? SkipReason.Suppressed : null);
                if (reason is { } skip) plan.Skip(line, skip);
                else plan.New.Add(new(line.Email, line.Name, people[line.Email]));
            }
        }
        return plan;
    }

    public ImportReport Report(bool dryRun) => new()
    {
        DryRun = dryRun, Rows = _rows, Added = New.Count, AlreadyThere = Of(SkipReason.AlreadyThere), Unsubscribed = Of(SkipReason.Unsubscribed), Suppressed = Of(SkipReason.Suppressed),
        Repeated = Of(SkipReason.Repeated), Invalid = Of(SkipReason.NoAddress) + Of(SkipReason.NotAnAddress) + Of(SkipReason.NameTooLong), Skipped = _skipped,
    };

    static SkipReason ReasonOf(SubscriberState state) =>
        state switch { SubscriberState.Subscribed => SkipReason.AlreadyThere, SubscriberState.Unsubscribed => SkipReason.Unsubscribed, _ => SkipReason.Suppressed };

    void Skip(ImportLine line, SkipReason reason)
    {
        _skips[reason] = Of(reason) + 1;
        if (reason != SkipReason.AlreadyThere && _skipped.Count < MostSkipped) _skipped.Add(new(line.Line, reason, line.Text.Length > LongestText ? line.Text[..LongestText] + "…" : line.Text));
    }

    int Of(SkipReason reason) => _skips.GetValueOrDefault(reason);
}
