using System.Net;
using Toombos.Client;
using Toombos.Client.Checks;
using Toombos.Client.Voices;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Voices;

/// <summary>Drafts of a piece in a voice of the workspace: written in its base, held against its rules when written and whenever saved.</summary>
public sealed class VoicedDraftTests(Hosts hosts)
{
    static readonly string Sample = File.ReadAllText(Path.Combine(Repository.Root, "samples/living-document.md"));

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_draft_is_scored_by_the_rules_of_its_voice_with_the_sentence_at_fault(DatabaseKind database)
    {
        var (client, source) = await SampleAsync(database);
        await client.Voices.AddAsync(new() { Name = "House", Base = "encouraging", Rules = new() { LongestSentence = 12, BannedTerms = [new() { Term = "oven", Better = "kiln" }], RequiredTerms = ["submarine"] } }, Ct);

        var draft = await DraftAsync(client, source, "email", "house");

        var voice = draft.Checks.Voice!;
        Assert.Equal(("house", "House"), (voice.Voice, voice.Name));
        Assert.Equal([VoiceRule.LongestSentence, VoiceRule.BannedTerms, VoiceRule.RequiredTerms], voice.Rules.Select(r => r.Rule));
        Assert.All(voice.Rules, r => Assert.InRange(r.Score, 0, 99.9));
        foreach (var fault in voice.Rules.SelectMany(r => r.Faults).Where(f => f.At is not null))
            Assert.Equal(draft.Content.Parts[fault.At!.Part].Sentences[fault.At.Sentence].Text, fault.Sentence);
        Assert.Contains(voice.Rules[1].Faults, f => f.Message == "Say “kiln” for “oven”." && f.Sentence!.Contains("oven", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(draft.Checks.Findings, f => f is { Code: "voice-rule.banned-terms", Severity: Severity.Warning, At: not null });
        Assert.Contains(draft.Checks.Findings, f => f is { Code: "voice-rule.required-terms", At: null });
        Assert.True(draft.Checks.Passed);
        Assert.Equal("house", (await client.Writing.GetPieceAsync(draft.Summary.PieceId, Ct)).Voice);
    }

    [Theory, BothDatabases]
    public async Task The_text_is_that_of_the_tone_beneath_the_voice(DatabaseKind database)
    {
        var (client, source) = await SampleAsync(database);
        await client.Voices.AddAsync(new() { Name = "House", Base = "encouraging", Rules = new() { Emoji = 0 } }, Ct);

        var (house, tone) = (await DraftAsync(client, source, "bluesky", "house"), await DraftAsync(client, source, "bluesky", "encouraging"));

        Assert.Equal(tone.ContentHash, house.ContentHash);
        Assert.Null(tone.Checks.Voice);
        Assert.NotNull(house.Checks.Voice);
    }

    [Theory, BothDatabases]
    public async Task The_brand_s_voice_is_the_one_of_pieces_that_name_none(DatabaseKind database)
    {
        var (client, source) = await SampleAsync(database);
        await client.Voices.AddAsync(new() { Name = "House", Rules = new() { Exclamations = 0 } }, Ct);
        var workspace = (await client.Workspaces.ListAsync(ct: Ct)).Items[0];
        await client.Workspaces.UpdateAsync(workspace.Id, new() { Name = workspace.Name, Brand = workspace.Brand with { Voice = "house" }, Version = workspace.Version }, Ct);

        Assert.Equal("house", (await DraftAsync(client, source, "email", null)).Checks.Voice?.Voice);
        Assert.Null((await DraftAsync(client, source, "email", "formal")).Checks.Voice);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "piece.voice-unknown", () => DraftAsync(client, source, "email", "nobody"));
    }

    [Theory, BothDatabases]
    public async Task A_version_keeps_the_rules_it_was_checked_with_and_the_next_one_has_those_of_now(DatabaseKind database)
    {
        var (client, source) = await SampleAsync(database);
        var voice = await client.Voices.AddAsync(new() { Name = "House", Rules = new() { Exclamations = 0 } }, Ct);
        var draft = await DraftAsync(client, source, "email", "house");
        await client.Voices.UpdateAsync(voice.Id, new() { Name = "New house", Base = voice.Base, Rules = new() { Emoji = 0 }, Version = 1 }, Ct);

        var before = await client.Writing.GetDraftAsync(draft.Summary.Id, ct: Ct);
        var edited = before.Editable with { Body = before.Editable.Body + "\n\nSee you at the pier 🛶 soon." };
        var preview = await client.Writing.PreviewAsync(draft.Summary.Id, new() { Text = edited }, Ct);
        var after = await client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = edited, BaseVersion = 1 }, Ct);

        Assert.Equal(("House", VoiceRule.Exclamations), (before.Checks.Voice!.Name, Assert.Single(before.Checks.Voice.Rules).Rule));
        Assert.Equal(("New house", VoiceRule.Emoji), (after.Checks.Voice!.Name, Assert.Single(after.Checks.Voice.Rules).Rule));
        Assert.Contains(after.Checks.Voice.Rules[0].Faults, f => f.Sentence == "See you at the pier 🛶 soon.");
        Assert.Equivalent(after.Checks.Voice, preview.Checks.Voice);

        await client.Voices.DeleteAsync(voice.Id, Ct);
        Assert.Null((await client.Writing.RestoreVersionAsync(draft.Summary.Id, 1, Ct)).Checks.Voice);
    }

    async Task<(ToombosClient Client, Guid Source)> SampleAsync(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        return (client, (await client.Documents.AddSourceAsync(new() { Name = "Tidewater", Markdown = Sample }, Ct)).Source.Id);
    }

    static async Task<Draft> DraftAsync(ToombosClient client, Guid source, string channel, string? voice)
    {
        var piece = await client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = [channel], Voice = voice }, Ct);
        return await client.Writing.GetDraftAsync(piece.Drafts[0].Id, ct: Ct);
    }
}
