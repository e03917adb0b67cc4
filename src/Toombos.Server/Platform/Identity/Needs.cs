using Toombos.Client.Access;

namespace Toombos.Server.Platform.Identity;

/// <summary>The scope that a caller must have for an endpoint.</summary>
public sealed record NeededScope(string Scope);

/// <summary>The endpoint changes what protects an account, so the person must have proved who they are within the last minutes.</summary>
public sealed record NeedsRecentSignIn;

/// <summary>The endpoint lets in by a ticket as well; no other does, so that a ticket opens nothing else.</summary>
public sealed record TakesTickets;

/// <summary>Words in which doors say who may come in.</summary>
public static class NeedsExtensions
{
    extension<TBuilder>(TBuilder builder) where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>A caller who works in a workspace and has this scope there.</summary>
        public TBuilder Needs(string scope)
        {
            if (!Scopes.All.Any(s => s.Scope == scope)) throw new ArgumentException($"There is no scope '{scope}'.", nameof(scope));
            return builder.RequireAuthorization(IdentityRegistration.WorkspacePolicy).WithMetadata(new NeededScope(scope));
        }

        /// <summary>A signed-in person, whether or not in a workspace; never an API key.</summary>
        public TBuilder NeedsPerson() => builder.RequireAuthorization(IdentityRegistration.PersonPolicy);

        /// <summary>Anyone who is known: a signed-in person, whether or not in a workspace, or a key. What they see is decided by the endpoint.</summary>
        public TBuilder NeedsCaller() => builder.RequireAuthorization(IdentityRegistration.CallerPolicy);

        /// <summary>Someone who has proved who they are within the last ten minutes: 403 <c>session.stale</c> otherwise.</summary>
        public TBuilder NeedsRecentSignIn() => builder.WithMetadata(new NeedsRecentSignIn());

        /// <summary>A browser, which can send no header with a WebSocket, may bring a ticket instead.</summary>
        public TBuilder TakesTickets() => builder.WithMetadata(new TakesTickets());
    }
}
