using Microsoft.AspNetCore.Authorization;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>Whom a policy lets in: anyone who is known, persons, or those who work in a workspace and have the endpoint's scope there.</summary>
public enum Admitted { Caller, Person, Workspace }

/// <summary>What a policy asks of the caller; the endpoint's own metadata says which scope.</summary>
public sealed record AdmissionRequirement(Admitted Whom) : IAuthorizationRequirement;

/// <summary>
/// Decides who comes in. Refusals are thrown as problems that name what is missing: the scope, the workspace, the recent sign-in.
/// </summary>
public sealed class Admission(Tenant tenant, ToombosDb db, RefusalLog refusals, TimeProvider clock) : AuthorizationHandler<AdmissionRequirement>
{
    /// <summary>How long a proof of identity is recent.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AdmissionRequirement requirement)
    {
        var caller = tenant.Caller;
        // Nobody: the challenge answers, not we.
        if (caller.Kind == CallerKind.System || context.Resource is not HttpContext http || http.GetEndpoint() is not { } endpoint) return;

        if (requirement.Whom == Admitted.Person && caller.Kind != CallerKind.Person)
            throw Refused("person.required", "This is about a person's own account, which an API key can't touch. Sign in and send an access token.");
        if (requirement.Whom == Admitted.Workspace)
        {
            if (caller.WorkspaceId is null) throw Refused("workspace.required", "You work in no workspace. Make one, accept an invitation, or switch to one of yours.");
            var scope = endpoint.Metadata.GetMetadata<NeededScope>()?.Scope ?? throw new InvalidOperationException($"{endpoint.DisplayName} names no scope.");
            if (!caller.Scopes.Contains(scope))
            {
                await refusals.ScopeMissingAsync(db, caller, scope, http.RequestAborted);
                throw Refused("scope.missing", MissingScope(caller, scope));
            }
        }
        if (endpoint.Metadata.GetMetadata<NeedsRecentSignIn>() is not null && !(caller.AuthenticatedAt > clock.GetUtcNow() - Recent))
            throw Refused("session.stale", "Show that it is you first: send your password or a code to /v1/me/confirm, then try again.");
        context.Succeed(requirement);
    }

    static string MissingScope(Caller caller, string scope) => caller.Kind == CallerKind.Key
        ? $"This key lacks the scope {scope}. Make a key that has it, or use another one."
        : $"Your role in this workspace ({caller.Role!.Value.ToString().ToLowerInvariant()}) lacks the permission {scope}. Ask an admin or owner of the workspace.";

    static DomainRuleException Refused(string code, string sentence) => new(code, sentence, StatusCodes.Status403Forbidden);
}
