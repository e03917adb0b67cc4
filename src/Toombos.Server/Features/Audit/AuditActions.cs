using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Audit;

/// <summary>Which actions a log knows that begin in a certain way, found by leaps through the index rather than by reading the entries.</summary>
static class AuditActions
{
    /// <summary>More than a beginning that means something will ever have.</summary>
    const int Most = 200;

    public static async Task<IReadOnlyList<string>> BeginningAsync(ToombosDb db, string beginning, CancellationToken ct)
    {
        if (beginning.Length == 0 || beginning.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '-'))) return [];
        // Actions are of small letters, digits, dots and dashes, all of which come before '~'.
        var (workspace, end) = (db.CurrentWorkspace, beginning + "~");
        return await db.Database.SqlQuery<string>(
            $"""
            WITH RECURSIVE leap("Value", "N") AS (
                SELECT MIN("Action"), 1 FROM audit_entries WHERE "WorkspaceId" = {workspace} AND "Action" >= {beginning} AND "Action" < {end}
                UNION ALL
                SELECT (SELECT MIN(e."Action") FROM audit_entries e WHERE e."WorkspaceId" = {workspace} AND e."Action" > leap."Value" AND e."Action" < {end}), leap."N" + 1
                FROM leap WHERE leap."Value" IS NOT NULL AND leap."N" < {Most})
            SELECT "Value" FROM leap WHERE "Value" IS NOT NULL
            """).ToListAsync(ct);
    }
}
