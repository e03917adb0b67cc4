using Toombos.Client.Voices;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>A workspace's own voice as it is when something is written or checked.</summary>
/// <param name="Base">The built-in tone or blend beneath it.</param>
public sealed record HouseVoice(string Slug, string Name, string Base, VoiceRules Rules);
