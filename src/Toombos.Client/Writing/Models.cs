using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Writing;

/// <summary>How much of a text a model wrote.</summary>
public enum AiShare
{
    /// <summary>People wrote it; the built-in composer chose and shortened their sentences.</summary>
    Human,

    /// <summary>A model wrote some of it, or people changed what a model wrote.</summary>
    Assisted,

    /// <summary>A model wrote most of it.</summary>
    Generated,
}

/// <summary>How a version was written by a model.</summary>
/// <param name="Prompt">The prompt and its version, such as <c>draft@1</c>.</param>
/// <param name="Cost">In US dollars.</param>
/// <param name="Refusals">Why models that were asked before did not write it, as sentences.</param>
public sealed record ModelWriting(string Model, string Prompt, decimal Cost, IReadOnlyList<string> Refusals);

/// <summary>Has a model write a draft anew.</summary>
public sealed record WriteDraftRequest
{
    /// <summary>Asks again although the same was answered before; costs again.</summary>
    public bool Fresh { get; init; }
}

/// <summary>A sentence that a model has just written. It is saved, checked and cleaned only when all is written.</summary>
/// <param name="Number">From 1, over all tries.</param>
/// <param name="Try">With a higher number than before, what was written before is void.</param>
/// <param name="Post">Number of the post in a thread, from 1; 0 elsewhere.</param>
/// <param name="Part">Place of its paragraph among the written ones, from 0.</param>
/// <param name="Blocks">The blocks that it cites.</param>
public sealed record LiveSentence(int Number, int Try, PartRole Role, int Post, int Part, string Text, IReadOnlyList<string> Blocks);
