namespace Toombos.Server.Platform.Http;

/// <summary>What a request weighs against a plan's rate limit; every endpoint states it.</summary>
public sealed record RequestCost(int Units);

/// <summary>Statuses of problems that an endpoint can answer with besides those that its parameters and policy entail.</summary>
public sealed record AlsoAnswers(params IReadOnlyList<int> Statuses);

/// <summary>Words in which doors describe their endpoints.</summary>
public static class DoorExtensions
{
    extension<TBuilder>(TBuilder builder) where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>What one call weighs; 1 is a plain read.</summary>
        public TBuilder Costs(int units) => builder.WithMetadata(new RequestCost(units));

        /// <summary>Names further statuses for the API's description.</summary>
        public TBuilder CanAnswer(params int[] statuses) => builder.WithMetadata(new AlsoAnswers(statuses));
    }
}
