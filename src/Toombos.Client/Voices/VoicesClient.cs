namespace Toombos.Client.Voices;

/// <summary>How a workspace sounds, as rules that texts are held against.</summary>
public sealed class VoicesClient(ToombosConnection connection)
{
    /// <summary>All voices of the workspace, by name. The built-in tones are listed by <see cref="Writing.WritingClient.ListVoicesAsync"/>.</summary>
    public Task<IReadOnlyList<Voice>> ListAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<Voice>>("v1/voices", ct);

    /// <summary>404 <c>voice.not-found</c>.</summary>
    public Task<Voice> GetAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<Voice>($"v1/voices/{id}", ct);

    /// <summary>Makes a voice. 400 for an unknown base, a slug that a built-in tone has, or a rule that contradicts itself; 409 <c>voice.duplicate</c>, <c>voice.too-many</c>.</summary>
    public Task<Voice> AddAsync(AddVoiceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<AddVoiceRequest, Voice>(HttpMethod.Post, "v1/voices", request, ct);

    /// <summary>Changes a voice. Drafts keep what they were checked with until they are saved again. 409 <c>changed</c>.</summary>
    public Task<Voice> UpdateAsync(Guid id, UpdateVoiceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateVoiceRequest, Voice>(HttpMethod.Put, $"v1/voices/{id}", request, ct);

    /// <summary>Removes a voice. 409 <c>voice.in-use</c> while the brand writes in it.</summary>
    public Task DeleteAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/voices/{id}", ct);

    /// <summary>Measures texts that sound as they should and proposes rules; saves nothing. 400 <c>voice.nothing-to-learn</c> where they hold no sentence.</summary>
    public Task<VoiceProposal> LearnAsync(LearnVoiceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<LearnVoiceRequest, VoiceProposal>(HttpMethod.Post, "v1/voices/learn", request, ct);

    /// <summary>Holds a text against rules, saved or not; saves nothing. 400 where neither rules nor a voice are given; 404 <c>voice.not-found</c>.</summary>
    public Task<VoiceReport> CheckAsync(CheckVoiceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<CheckVoiceRequest, VoiceReport>(HttpMethod.Post, "v1/voices/check", request, ct);
}
