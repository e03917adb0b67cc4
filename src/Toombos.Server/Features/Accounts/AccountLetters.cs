using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Mail;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Accounts;

/// <summary>The mails about accounts. Each says what happened, what to do, and what to do if it was somebody else.</summary>
public sealed class AccountLetters(Mailer mailer, Outbound outbound, PublicAddress address)
{
    const string NotYou = "If this was not you, you need not do anything: without the link nothing happens.";

    public void Verify(Person person, string token) => Send("verify", person.Email!, person.Name, "Confirm your address",
        ["Welcome to Toombos.", "Confirm that this address is yours, with the password that you have chosen. The link works for a day."], ("Confirm the address", $"/verify/{token}"),
        "If you did not sign up, somebody typed your address by mistake. Do not confirm it; without that the account is of no use to anybody.");

    public void AlreadyThere(Person person) => Send("already-there", person.Email!, person.Name, "You have an account already",
        ["Somebody, perhaps you, wanted to sign up for Toombos with this address. There is an account with it already.", "Sign in, or reset the password if you have forgotten it."], ("Sign in", "/sign-in"), NotYou);

    public void Reset(Person person, string token) => Send("reset", person.Email!, person.Name, "Set a new password",
        ["You asked for a new password for Toombos. The link works for an hour and once."], ("Set a new password", $"/reset/{token}"), NotYou);

    public void PasswordChanged(Person person) => Send("password-changed", person.Email!, person.Name, "Your password was changed",
        ["The password of your Toombos account was just changed, and every other session was ended."], ("Reset the password", "/forgot"), "If this was not you, reset the password now.");

    public void SecondFactorChanged(Person person, string what) => Send("second-factor", person.Email!, person.Name, "Your second factor was changed",
        [what], ("Look at your account", "/account/security"), "If this was not you, reset your password and sign out everywhere.");

    public void ConfirmAddress(Person person, string newAddress, string token) => Send("confirm-address", newAddress, person.Name, "Confirm your new address",
        [$"Confirm that {newAddress} is yours and shall be the address of your Toombos account from now on. The link works for a day."], ("Confirm the new address", $"/email/confirm/{token}"), NotYou);

    public void AddressChanging(Person person, string newAddress, string token) => Send("address-changing", person.Email!, person.Name, "Your address is about to change",
        [$"Somebody, we think you, asked that your Toombos account shall use the address {newAddress} instead of this one.", "If that is right, you need not do anything here."],
        ("This was not me: keep this address", $"/email/cancel/{token}"), "The link works for seven days, also after the change.");

    void Send(string kind, string to, string name, string subject, IReadOnlyList<string> paragraphs, (string Words, string Path)? link, string closing) => mailer.Send(new()
    {
        Kind = kind, To = to, ToName = name, Subject = subject, Paragraphs = [$"Hello {name},", .. paragraphs], Link = link is { } l ? (l.Words, address.Of(l.Path)) : null, Closing = closing,
    }, outbound);
}
