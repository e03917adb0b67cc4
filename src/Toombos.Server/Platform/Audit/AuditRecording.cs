using Toombos.Client.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Audit;

/// <summary>Entries for what no change of a tracked row tells: reads worth knowing, refusals, sign-ins, rows changed by a statement.</summary>
public static class AuditRecording
{
    extension(ToombosDb db)
    {
        /// <summary>Adds an entry to the log of the workspace that has been entered; it is written by the next save, also by one without changes.</summary>
        /// <param name="action">Feature and operation; that of the request when left out.</param>
        public void Record(string? action = null, string? targetKind = null, object? targetId = null, string? note = null, IReadOnlyList<AuditChange>? changes = null) =>
            db.RecordFor(db.Tenant.Required, db.Tenant.Caller, action, targetKind, targetId, note, changes);

        /// <summary>The same for a workspace that has not been entered, such as by someone who is just signing in to it.</summary>
        public void RecordFor(Guid workspace, Caller actor, string? action = null, string? targetKind = null, object? targetId = null, string? note = null, IReadOnlyList<AuditChange>? changes = null)
        {
            var occasion = AuditCollector.NoteOf(workspace, db.Tenant);
            db.Noted.Add(occasion with
            {
                Actor = actor, Action = action ?? occasion.Action, TargetKind = targetKind, TargetId = Convert.ToString(targetId, System.Globalization.CultureInfo.InvariantCulture),
                Summary = new() { Note = note, Changes = changes ?? [] },
            });
        }
    }
}
