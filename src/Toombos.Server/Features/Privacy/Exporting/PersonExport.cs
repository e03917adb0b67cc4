using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Privacy.Exporting;

/// <summary>Writes everything that is kept about one person. A test compares the tables named here with those of the model.</summary>
public sealed class PersonExport(ToombosDb db, TimeProvider clock)
{
    /// <summary>Tables whose rows about the person are in the export.</summary>
    public static IReadOnlySet<Type> Told { get; } = new HashSet<Type>
    {
        typeof(Session), typeof(AccountEvent), typeof(Member), typeof(Consent), typeof(PersonLogin), typeof(PersonPasskey),
    };

    /// <summary>Tables that hold nothing but what opens the account, which an export must not spread.</summary>
    public static IReadOnlySet<Type> Withheld { get; } = new HashSet<Type> { typeof(PersonToken), typeof(OneTimeToken), typeof(PersonClaim) };

    public async Task WriteAsync(Guid id, Stream destination, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var person = await db.People.AsNoTracking().FirstAsync(p => p.Id == id, ct);
        var members = db.Members.IgnoreQueryFilters([ToombosDb.TenantFilter]);
        using var zip = new ZipWriter(destination, now);

        await AddAsync(zip, "profile.json", "Your account: name, mail address, what protects it, when it was made", new
        {
            person.Id, person.Name, person.Email, person.EmailConfirmed, person.PendingEmail, person.CreatedAt, person.EraseAt, person.LastWorkspaceId,
            HasPassword = person.PasswordHash is not null, SecondFactor = person.TwoFactorEnabled,
        }, ct);
        await AddAsync(zip, "workspaces.json", "Workspaces that you are a member of, your role there, since when", await (
            from member in members where member.PersonId == id join workspace in db.Workspaces on member.WorkspaceId equals workspace.Id orderby member.Id
            select new { workspace.Id, workspace.Name, member.Role, member.JoinedAt }).ToListAsync(ct), ct);
        await AddAsync(zip, "sessions.json", "Where you are signed in: device, address, how you proved who you are",
            await db.Sessions.Where(s => s.PersonId == id).OrderBy(s => s.Id).Select(s => new { s.Id, s.Kind, s.CreatedAt, s.AuthenticatedAt, s.LastSeenAt, s.ExpiresAt, s.Address, s.Device, s.Methods, s.WorkspaceId }).ToListAsync(ct), ct);
        await AddAsync(zip, "events.json", "What happened to your account: sign-ins, refused ones, changes",
            await db.AccountEvents.Where(e => e.PersonId == id).OrderBy(e => e.Id).Select(e => new { e.Kind, e.At, e.Address, e.Device }).ToListAsync(ct), ct);
        await AddAsync(zip, "consents.json", "What you agreed to: which text, which version, when, from where",
            await db.Consents.Where(c => c.PersonId == id).OrderBy(c => c.Id).Select(c => new { c.Kind, c.Version, c.At, c.Address }).ToListAsync(ct), ct);
        await AddAsync(zip, "passkeys.json", "Your passkeys by name; their keys never leave your devices",
            (await db.PersonPasskeys.AsNoTracking().Where(p => p.UserId == id).ToListAsync(ct)).ConvertAll(p => new { p.Data.Name, p.Data.CreatedAt, p.Data.IsBackedUp, p.Data.Transports }), ct);
        await AddAsync(zip, "single-sign-on.json", "Identities at other providers by which you sign in",
            await db.PersonLogins.Where(l => l.UserId == id).Select(l => new { l.LoginProvider, l.ProviderKey, l.ProviderDisplayName }).ToListAsync(ct), ct);
        await zip.FinishAsync($"""
            # Your data at Toombos

            Everything that is kept about {person.Name}, written on {now.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC. The files are JSON, UTF-8, times in UTC.

            Left out is what opens your account: the hash of your password, the key of your authenticator app, recovery codes, tokens. What you wrote in a
            workspace belongs to the workspace; its owners export that.
            """, ct);
    }

    static async Task AddAsync<T>(ZipWriter zip, string name, string what, T value, CancellationToken ct) where T : class
    {
        await zip.AddAsync(name, stream => JsonText.WriteAsync(stream, value, ct), ct);
        zip.Describe(name, what);
    }
}
