using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Accounts;
using Toombos.Server.Features.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Accounts;

/// <summary>Changes the address of an account in two mails: the new one confirms, the old one can call it off, even a week after.</summary>
static class ChangeAddress
{
    public static async Task<Accepted> Ask(ChangeEmailRequest request, ToombosDb db, AccountDesk desk, AccountLetters letters, SessionDesk sessions, KeyRing keys, CancellationToken ct)
    {
        var (me, address) = (await desk.MeAsync(ct), AccountDesk.AddressOf("email", request.Email));
        if (address == me.NormalizedEmail) return TypedResults.Accepted((string?)null);
        await keys.VoidAsync(me.Id, TokenPurpose.ConfirmAddress, ct);
        me.PendingEmail = address;
        // Nobody learns here whether the other address has an account: its owner does, by mail.
        var taken = await desk.FindAsync(address, ct);
        var confirm = keys.AddToken(me.Id, TokenPurpose.ConfirmAddress, TimeSpan.FromDays(1), address);
        var cancel = keys.AddToken(me.Id, TokenPurpose.CancelAddress, TimeSpan.FromDays(7), me.Email);
        sessions.Note(me.Id, "address-change-asked");
        await desk.SaveAsync(me);
        if (taken is null) letters.ConfirmAddress(me, address, confirm);
        else letters.AlreadyThere(taken);
        letters.AddressChanging(me, address, cancel);
        return TypedResults.Accepted((string?)null);
    }

    public static async Task<NoContent> Confirm(MailTokenRequest request, ToombosDb db, AccountDesk desk, SessionDesk sessions, KeyRing keys, CancellationToken ct)
    {
        var token = await keys.TryRedeemAsync(request.Token, TokenPurpose.ConfirmAddress, ct) ?? throw AccountDesk.InvalidToken();
        var person = await db.People.FirstAsync(p => p.Id == token.PersonId, ct);
        if (person.PendingEmail != token.Email || await desk.FindAsync(token.Email!, ct) is not null) throw AccountDesk.InvalidToken();
        Use(person, token.Email!);
        sessions.Note(person.Id, "address-changed");
        await desk.SaveAsync(person);
        return TypedResults.NoContent();
    }

    public static async Task<NoContent> Cancel(MailTokenRequest request, ToombosDb db, AccountDesk desk, SessionDesk sessions, KeyRing keys, CancellationToken ct)
    {
        var token = await keys.TryRedeemAsync(request.Token, TokenPurpose.CancelAddress, ct) ?? throw AccountDesk.InvalidToken();
        var person = await db.People.FirstAsync(p => p.Id == token.PersonId, ct);
        if (person.NormalizedEmail != token.Email && await desk.FindAsync(token.Email!, ct) is not null) throw AccountDesk.InvalidToken();
        await keys.VoidAsync(person.Id, TokenPurpose.ConfirmAddress, ct);
        Use(person, token.Email!);
        // Whoever asked for the change had the session; whoever has the old address decides.
        person.SecurityStamp = Guid.NewGuid().ToString("N");
        sessions.Note(person.Id, "address-change-cancelled");
        await desk.SaveAsync(person);
        await desk.EndSessionsAsync(person.Id, null, ct);
        return TypedResults.NoContent();
    }

    static void Use(Person person, string address)
    {
        (person.Email, person.UserName, person.PendingEmail, person.EmailConfirmed) = (address, address, null, true);
        (person.NormalizedEmail, person.NormalizedUserName) = (address, address);
    }
}
