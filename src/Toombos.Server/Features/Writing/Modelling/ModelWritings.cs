using Toombos.Client.Writing;
using Toombos.Server.Features.Models;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>How what a model gave is kept with a version.</summary>
static class ModelWritings
{
    public static ModelWriting ToWriting<T>(this ModelOutcome<T> outcome) where T : class => new(outcome.Model!, outcome.Prompt, outcome.Cost, outcome.Refusals);
}
