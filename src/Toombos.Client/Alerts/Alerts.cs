namespace Toombos.Client.Alerts;

/// <summary>Something that should have happened and has not.</summary>
/// <param name="Code">Stable reason, such as <c>job.overdue</c>.</param>
/// <param name="Sentence">What is the matter, and what to do.</param>
/// <param name="ClearedAt">When it was settled or put away; null while it stands.</param>
/// <param name="Related">Ids of what it is about, by name, such as <c>jobId</c>.</param>
public sealed record Alert(Guid Id, string Code, string Sentence, DateTimeOffset At, DateTimeOffset? ClearedAt, IReadOnlyDictionary<string, Guid> Related);
