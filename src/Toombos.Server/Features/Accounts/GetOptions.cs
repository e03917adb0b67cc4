using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Mail;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Accounts;

/// <summary>What a stranger may do here.</summary>
static class GetOptions
{
    public static Ok<AccountOptions> Handle(IOptions<IdentityOptions> options, Mailer mailer, Outbound outbound) =>
        TypedResults.Ok(new AccountOptions(options.Value.SignUpOpen, mailer.Sends && outbound.IsOpen, options.Value.TermsVersion));
}
