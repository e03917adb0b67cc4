using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Toombos.Client.Accounts;
using Toombos.Server.Features.Access;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Passkeys;

/// <summary>Registers the passkey that the browser made. The options are good for one attempt by the person who asked for them.</summary>
static class AddPasskey
{
    public static async Task<Created<Passkey>> Handle(
        AddPasskeyRequest request, PasskeyRules rules, IPasskeyHandler<Person> passkeys, UserManager<Person> people, SealedState states, SessionDesk desk,
        HttpContext context, TimeProvider clock, CancellationToken ct)
    {
        var person = await rules.PersonAsync();
        await rules.CheckRoomAsync(person);
        var state = await states.OpenOnceAsync(PasskeyRules.MakingState, request.State, ct) ?? throw Refused("It took too long, or was sent twice.");
        var made = await passkeys.PerformAttestationAsync(new() { HttpContext = context, CredentialJson = request.Credential, AttestationState = state });
        if (!made.Succeeded)
        {
            rules.NoteRefusal(made.Failure);
            throw Refused("The browser's answer does not fit.");
        }
        if (made.UserEntity.Id != person.Id.ToString()) throw Refused("It was asked for by another person.");

        var seen = made.Passkey;
        var passkey = new UserPasskeyInfo(seen.CredentialId, seen.PublicKey, clock.GetUtcNow(), seen.SignCount, seen.Transports, seen.IsUserVerified,
            seen.IsBackupEligible, seen.IsBackedUp, seen.AttestationObject, seen.ClientDataJson) { Name = request.Name.Trim() };
        desk.Note(person.Id, "passkey-added");
        var saved = await people.AddOrUpdatePasskeyAsync(person, passkey);
        if (!saved.Succeeded) throw Refused("Your account changed in the meantime.");
        var wire = PasskeyRules.ToWire(passkey);
        return TypedResults.Created($"/v1/me/passkeys/{wire.Id}", wire);
    }

    static DomainRuleException Refused(string why) =>
        new("passkey.refused", $"This passkey was not registered. {why} Try again.", StatusCodes.Status400BadRequest);
}
