namespace Toombos.Server.Platform.Limits;

/// <summary>What a workspace's plan says of its rate.</summary>
/// <param name="More">The plan that allows more, for the sentence of a refusal; null when there is none.</param>
public sealed record WorkspaceRate(string Plan, int KeyPerMinute, int WorkspacePerMinute, string? More);

/// <summary>What the platform asks of the feature that knows plans and counts usage.</summary>
public interface IWorkspaceMeter
{
    ValueTask<WorkspaceRate> RateOfAsync(Guid workspace, CancellationToken ct);

    /// <summary>One more request of the workspace; written down now and then, not at once.</summary>
    void CountRequest(Guid workspace);
}
