using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Access;
using Toombos.Server.Features.Access;
using Session = Toombos.Client.Access.Session;

namespace Toombos.Server.Features.Accounts;

/// <summary>Finishes a sign-in with a code of the authenticator app or a recovery code.</summary>
static class FinishSignIn
{
    public static async Task<Ok<Session>> Handle(SecondFactorRequest request, SecondFactors factors, SessionDesk sessions, CancellationToken ct)
    {
        var (person, challenge) = await factors.OpenAsync(request.Challenge, ct);
        var method = await factors.CheckAsync(person, request.Code, ct);
        return TypedResults.Ok(await sessions.OpenAsync(person, challenge.Kind, ["password", method], challenge.WorkspaceId, ct));
    }
}
