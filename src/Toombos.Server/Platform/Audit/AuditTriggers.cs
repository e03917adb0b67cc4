using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Audit;

/// <summary>
/// The databases themselves refuse to change an entry, and to delete one that retention has not put behind the checkpoint. Made at start
/// rather than by a migration, so that no rebuilt table is ever without them.
/// </summary>
static class AuditTriggers
{
    const string Refusal = "The audit log is append-only.";

    const string Sqlite = $"""
        CREATE TRIGGER IF NOT EXISTS audit_entries_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;
        CREATE TRIGGER IF NOT EXISTS audit_entries_no_delete BEFORE DELETE ON audit_entries
            WHEN OLD."Sequence" > COALESCE((SELECT "TrimmedSequence" FROM audit_heads WHERE "WorkspaceId" = OLD."WorkspaceId"), 0)
            BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;
        """;

    /// <summary>Two nodes may start at once, so one waits for the other.</summary>
    const string Postgres = $"""
        SELECT pg_advisory_xact_lock(7402650221);
        CREATE OR REPLACE FUNCTION audit_entries_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF OLD."Sequence" <= COALESCE((SELECT "TrimmedSequence" FROM audit_heads WHERE "WorkspaceId" = OLD."WorkspaceId"), 0) THEN RETURN OLD; END IF;
            END IF;
            RAISE EXCEPTION '{Refusal}';
        END $$;
        DO $$ BEGIN
            IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = 'audit_entries'::regclass AND tgname = 'audit_entries_keep_rows') THEN
                CREATE TRIGGER audit_entries_keep_rows BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_entries_keep();
                CREATE TRIGGER audit_entries_keep_all BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_keep();
            END IF;
        END $$;
        """;

    public static async Task EnsureAsync(ToombosDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? Postgres : Sqlite, ct);
        await transaction.CommitAsync(ct);
    }
}
