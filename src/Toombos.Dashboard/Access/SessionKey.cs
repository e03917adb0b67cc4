using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;

namespace Toombos.Dashboard.Access;

/// <summary>Who is signed in, for one request or one circuit: a circuit has no request to read it from.</summary>
sealed class SessionKey(IHttpContextAccessor requests)
{
    ClaimsPrincipal? _user;

    /// <summary>Token of the session; null when nobody is signed in.</summary>
    public string? Value => (_user ?? requests.HttpContext?.User)?.FindFirstValue(SignInCookie.KeyClaim);

    public void Set(ClaimsPrincipal user) => _user = user;
}

/// <summary>Hands the signed-in person and their browser to a circuit before its first component renders.</summary>
sealed class SessionKeyOfCircuit(SessionKey key, Visitor visitor, AuthenticationStateProvider state) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        visitor.Keep();
        key.Set((await state.GetAuthenticationStateAsync()).User);
    }
}
