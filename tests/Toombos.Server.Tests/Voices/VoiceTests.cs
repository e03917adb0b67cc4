using System.Net;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Rules;
using Toombos.Server.Features.Writing.Composing;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Voices;

/// <summary>Voices of a workspace: made, changed, tried, removed.</summary>
public sealed class VoiceTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_voice_is_made_changed_listed_and_removed(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;

        var made = await client.Voices.AddAsync(new()
        {
            Name = " Tide letters ", Base = "Encouraging", Description = " ", Examples = [" Hello from the shed. ", " "],
            Rules = new() { AverageSentence = 14, Persons = [VoicePerson.Second, VoicePerson.FirstPlural, VoicePerson.Second], BannedTerms = [new() { Term = " cheap ", Better = "good value" }, new() { Term = "CHEAP" }], RequiredTerms = [" kayak ", "Kayak"] },
        }, Ct);

        Assert.Equal(("Tide letters", "tide-letters", "encouraging", null, "test", 1), (made.Name, made.Slug, made.Base, made.Description, made.CreatedBy, made.Version));
        Assert.Equal(["Hello from the shed."], made.Examples);
        Assert.Equal([VoicePerson.FirstPlural, VoicePerson.Second], made.Rules.Persons!);
        Assert.Equal(new BannedTerm { Term = "cheap", Better = "good value" }, Assert.Single(made.Rules.BannedTerms));
        Assert.Equal(["kayak"], made.Rules.RequiredTerms);

        var changed = await client.Voices.UpdateAsync(made.Id, new() { Name = "Letters", Base = "casual", Rules = new() { Emoji = 0 }, Version = 1 }, Ct);
        Assert.Equal(("Letters", "tide-letters", "casual", 2), (changed.Name, changed.Slug, changed.Base, changed.Version));
        Assert.Equal((0, null), (changed.Rules.Emoji, changed.Rules.AverageSentence));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "changed", () => client.Voices.UpdateAsync(made.Id, new() { Name = "Late", Base = "casual", Rules = new(), Version = 1 }, Ct));

        var other = await client.Voices.AddAsync(new() { Name = "A voice" }, Ct);
        Assert.Equal([other.Id, made.Id], (await client.Voices.ListAsync(Ct)).Select(v => v.Id));
        await client.Voices.DeleteAsync(made.Id, Ct);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "voice.not-found", () => client.Voices.GetAsync(made.Id, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_slug_is_given_once_and_never_a_built_in_tone_s(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        await client.Voices.AddAsync(new() { Name = "House" }, Ct);

        await Problems.RefusedAsync(HttpStatusCode.Conflict, "voice.duplicate", () => client.Voices.AddAsync(new() { Name = "Another", Slug = "house" }, Ct));
        Assert.Contains("slug", (await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Voices.AddAsync(new() { Name = "Formal" }, Ct))).Errors.Keys);
        Assert.Contains("slug", (await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Voices.AddAsync(new() { Name = "x", Slug = "Not a slug" }, Ct))).Errors.Keys);
        Assert.Equal("house", (await (await hosts.WorkspaceAsync(database)).Client.Voices.AddAsync(new() { Name = "House" }, Ct)).Slug);
    }

    public static TheoryData<string, VoiceRules> Contradictions => new()
    {
        { "requiredTerms", new() { BannedTerms = [new() { Term = "boat" }], RequiredTerms = ["Boat"] } },
        { "bannedTerms", new() { BannedTerms = [new() { Term = "boat", Better = "Boat" }] } },
        { "longestSentence", new() { AverageSentence = 20, LongestSentence = 10 } },
        { "averageSentence", new() { AverageSentence = 0 } },
        { "emoji", new() { Emoji = -1 } },
        { "term", new() { BannedTerms = [new() { Term = "" }] } },
    };

    [Theory, MemberData(nameof(Contradictions))]
    public async Task Rules_that_no_text_can_keep_are_refused_by_name(string field, VoiceRules rules)
    {
        var client = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Client;
        var refused = await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Voices.AddAsync(new() { Name = "House", Rules = rules }, Ct));
        Assert.EndsWith(field, Assert.Single(refused.Errors.Keys), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/v1/voices", """{"name":"House","rules":{"bannedTerms":[null]}}""")]
    [InlineData("/v1/voices", """{"name":"House","rules":{"bannedTerms":[{"term":null}]}}""")]
    [InlineData("/v1/voices/check", """{"text":"Boats.","rules":{"bannedTerms":[null]}}""")]
    [InlineData("/v1/voices/check", """{"text":"Boats.","rules":{"requiredTerms":[null]}}""")]
    [InlineData("/v1/voices/check", """{"text":"Boats.","rules":{"persons":[null]}}""")]
    [InlineData("/v1/voices/learn", """{"texts":[null]}""")]
    public async Task An_entry_that_is_null_is_refused(string address, string body)
    {
        var workspace = await hosts.WorkspaceAsync(DatabaseKind.Sqlite);
        using var answer = await workspace.Http.PostAsync(address, new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_base_of_a_voice_is_a_tone_that_the_composer_has()
    {
        var client = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Client;
        Assert.Contains("base", (await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Voices.AddAsync(new() { Name = "House", Base = "shouting" }, Ct))).Errors.Keys);
        Assert.Equal(BuiltInVoices.All.Select(v => v.Name).Order(), Wording.Voices.Order());
    }

    [Theory, BothDatabases]
    public async Task The_voice_of_the_brand_stays_until_the_brand_has_another(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var voice = await client.Voices.AddAsync(new() { Name = "House" }, Ct);
        var workspace = (await client.Workspaces.ListAsync(ct: Ct)).Items[0];
        workspace = await client.Workspaces.UpdateAsync(workspace.Id, new() { Name = workspace.Name, Brand = workspace.Brand with { Voice = "house" }, Version = workspace.Version }, Ct);

        await Problems.RefusedAsync(HttpStatusCode.Conflict, "voice.in-use", () => client.Voices.DeleteAsync(voice.Id, Ct));
        await client.Workspaces.UpdateAsync(workspace.Id, new() { Name = workspace.Name, Brand = workspace.Brand with { Voice = "formal" }, Version = workspace.Version }, Ct);
        await client.Voices.DeleteAsync(voice.Id, Ct);

        Assert.Empty(await client.Voices.ListAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task Voices_of_the_workspace_stand_before_the_built_in_ones_where_a_voice_is_chosen(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        await client.Voices.AddAsync(new() { Name = "Tide letters", Description = "Calm and warm." }, Ct);

        var choices = await client.Writing.ListVoicesAsync(Ct);

        Assert.Equal(new("tide-letters", "Tide letters", "Calm and warm."), choices[0]);
        Assert.Equal(BuiltInVoices.All, choices.Skip(1));
    }

    [Theory, BothDatabases]
    public async Task Any_text_is_held_against_rules_that_are_not_saved_or_against_a_voice_that_is(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        await client.Voices.AddAsync(new() { Name = "House", Rules = new() { Exclamations = 0 } }, Ct);
        const string Text = "We don't sell cheap boats! Our colour is grey.";

        var tried = await client.Voices.CheckAsync(new() { Text = Text, Rules = new() { Contractions = false, Spelling = EnglishSpelling.American, BannedTerms = [new() { Term = "cheap", Better = "good" }] } }, Ct);
        Assert.Null(tried.Voice);
        Assert.Equal([VoiceRule.Contractions, VoiceRule.BannedTerms, VoiceRule.Spelling], tried.Rules.Select(r => r.Rule));
        Assert.Equal(["Write “do not” for “don't”.", "Say “good” for “cheap”."], tried.Rules.Take(2).Select(r => Assert.Single(r.Faults).Message));
        Assert.Equal(("We don't sell cheap boats!", new(0, 0)), (tried.Rules[0].Faults[0].Sentence, tried.Rules[0].Faults[0].At));
        Assert.Equal(["Spell “colour” as “color”.", "Spell “grey” as “gray”."], tried.Rules[2].Faults.Select(f => f.Message));

        var saved = await client.Voices.CheckAsync(new() { Text = Text, Voice = "house" }, Ct);
        Assert.Equal(("house", "House", 75), (saved.Voice, saved.Name, saved.Total));

        await Problems.RefusedAsync(HttpStatusCode.NotFound, "voice.not-found", () => client.Voices.CheckAsync(new() { Text = Text, Voice = "nobody" }, Ct));
        Assert.Contains("rules", (await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Voices.CheckAsync(new() { Text = Text }, Ct))).Errors.Keys);
        Assert.Single(await client.Voices.ListAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task Rules_are_proposed_from_texts_and_become_a_voice_only_by_a_person(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;

        var proposal = await client.Voices.LearnAsync(new() { Texts = ["We build boats by hand. You can see our colours at the harbour.", "Our oven is new. We think you'll like it, and we don't rush."] }, Ct);

        Assert.Equal(("en", 2, 4), (proposal.Language, proposal.Texts, proposal.Sentences));
        Assert.Equal([VoicePerson.FirstPlural, VoicePerson.Second], proposal.Rules.Persons!);
        Assert.Equal(EnglishSpelling.British, proposal.Rules.Spelling);
        Assert.Empty(await client.Voices.ListAsync(Ct));
        var voice = await client.Voices.AddAsync(new() { Name = "Learned", Rules = proposal.Rules }, Ct);
        Assert.Equivalent(proposal.Rules, voice.Rules);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "voice.nothing-to-learn", () => client.Voices.LearnAsync(new() { Texts = ["", "— —"] }, Ct));
        Assert.Contains("texts", (await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Voices.LearnAsync(new() { Texts = [] }, Ct))).Errors.Keys);
    }

    [Fact]
    public async Task Who_may_not_change_the_brand_may_not_change_how_it_sounds()
    {
        var workspace = await hosts.WorkspaceAsync(DatabaseKind.Sqlite);
        var key = await workspace.Client.Access.AddKeyAsync(new() { Name = "Reader", Scopes = [Scopes.WritingRead, Scopes.WritingWrite] }, Ct);
        using var http = (await hosts.GetAsync(DatabaseKind.Sqlite)).CreateClient();
        http.DefaultRequestHeaders.Add("X-API-Key", key.Secret);
        var reader = new ToombosClient(http);

        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => reader.Voices.AddAsync(new() { Name = "House" }, Ct));
        Assert.Empty(await reader.Voices.ListAsync(Ct));
        Assert.Equal(100, (await reader.Voices.CheckAsync(new() { Text = "Calm.", Rules = new() { Exclamations = 0 } }, Ct)).Total);
    }
}
