using Microsoft.EntityFrameworkCore;
using Toombos.Client.Voices;
using Toombos.Client.Workspaces;
using Toombos.Server.Features.Audiences;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Usage;
using Toombos.Server.Features.Voices;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Features.Writing;
using Toombos.Server.Features.Writing.Modelling;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Demo;

/// <summary>A way into the demo: a one-time token, and the key if it was just made.</summary>
public sealed record DemoAccess(string SignInToken, string? Key);

/// <summary>A workspace made from the sample document, on request only: two states of the document, a voice of its own, pieces from each, and a list of readers.</summary>
sealed class DemoWorkspace(ToombosDb db, Tenant tenant, KeyRing keys, ProvisionWorkspace provision, TakeSnapshot take, UsageDesk usage, PieceModels models, Fingerprints fingerprints, Subscriptions subscriptions, SavePieces save, TimeProvider clock)
{
    static readonly Guid Id = new("00000000-0000-7000-8000-00000000de30");

    const string Letter = "October letter";

    static readonly Brand Brand = new()
    {
        Name = "Tidewater Kayaks", Accent = "#1F6F78", Background = "#F1F5F2", PostalAddress = "Tidewater Kayaks AB, Varvsgatan 4, 471 41 Orust, Sweden",
        Site = "https://tidewater.example", TimeZone = "Europe/Stockholm", Voice = "tidewater",
    };

    static readonly AddVoiceRequest Voice = new()
    {
        Name = "Tidewater", Slug = "tidewater", Base = "professional", Description = "Calm and exact, with a little salt: the people in the yard, talking to people who paddle.",
        Rules = new()
        {
            AverageSentence = 12, LongestSentence = 20, Persons = [VoicePerson.FirstPlural, VoicePerson.Second], Exclamations = 0, Spelling = EnglishSpelling.British, Headings = HeadingCase.Sentence, Inclusive = true,
            BannedTerms = [new() { Term = "cheap", Better = "good value" }, new() { Term = "game-changing" }, new() { Term = "customers", Better = "paddlers" }],
        },
        Examples = ["We lay up one hull at a time. You can see the grain through the resin, and you can see who did it: the name is under the seat.", "The wind turned on Tuesday, so the test paddle is on Thursday. Bring a thermos. We bring the boats."],
    };

    public async Task<DemoAccess> OpenAsync(CancellationToken ct)
    {
        string? key = null;
        if (await db.Workspaces.AnyAsync(w => w.Id == Id, ct)) tenant.Enter(Id, "demo");
        else (_, key) = await provision.RunAsync(Brand, provision.NewOwner("Ines Duarte", "ines@tidewater.example"), ct, Id);
        // Looked at on its own, so that a start that was cut short is finished by the next one.
        if (!await db.Pieces.AnyAsync(p => p.Title == Letter, ct)) await FillAsync(ct);
        var token = keys.AddSignInLink(await db.Members.Where(m => m.Role == Client.Access.WorkspaceRole.Owner).Select(m => m.PersonId).FirstAsync(ct));
        await db.SaveChangesAsync(ct);
        return new(token, key);
    }

    async Task FillAsync(CancellationToken ct)
    {
        var sample = await SampleAsync(ct);
        var source = new Source { Name = "What is new at Tidewater", Kind = Client.Documents.SourceKind.Paste, CreatedAt = clock.GetUtcNow() };
        db.Sources.Add(source);
        await take.FromAsync(source, AsItWasLastWeek(sample), ct);
        if (!await db.Voices.AnyAsync(ct)) await AddVoice.Handle(Voice, db, tenant, clock, ct);
        // Written before the document's last edits, so that the page of stale texts has something to show.
        await CreatePiece.Handle(new() { SourceId = source.Id, Title = "Last week's letter", Channels = ["email", "linkedin"] }, db, usage, models, save, tenant, clock, ct);
        await take.FromAsync(source, sample, ct);
        await AddReadersAsync(ct);
        await CreatePiece.Handle(new() { SourceId = source.Id, Title = Letter }, db, usage, models, save, tenant, clock, ct);
    }

    /// <summary>People who do not exist, at a domain that nobody can own. One of them has left.</summary>
    async Task AddReadersAsync(CancellationToken ct)
    {
        if (await db.Audiences.AnyAsync(ct)) return;
        var list = (await AddAudience.Handle(new() { Name = "The Tidewater letter", Description = "Everyone who asked for the monthly letter" }, db, tenant, clock, ct)).Value!;
        foreach (var name in new[] { "Ada Lind", "Joao Reis", "Mira Sand", "Noor Haddad", "Sven Holm", "Yuki Mori" })
        {
            var email = name.ToLowerInvariant().Replace(' ', '.') + "@readers.example";
            var added = await AddSubscriber.Handle(list.Id, new() { Email = email, Name = name, Consent = "Signed up for the letter at the boat fair in Orust." }, db, usage, fingerprints, tenant, clock, ct);
            if (name == "Sven Holm") await subscriptions.EndAsync(added.Value!.Id, Client.Audiences.EndReason.Asked, null, ct);
        }
    }

    /// <summary>The same document before its last edits, so that the page of changes has something to show.</summary>
    static string AsItWasLastWeek(string sample)
    {
        var kits = sample.IndexOf("<!-- channels: email, web -->", StringComparison.Ordinal);
        var workshop = sample.IndexOf("## [Workshop]", StringComparison.Ordinal);
        return (sample[..kits] + sample[workshop..]).Replace("holds 60 °C within one degree", "holds 60 °C within two degrees", StringComparison.Ordinal);
    }

    static async Task<string> SampleAsync(CancellationToken ct)
    {
        await using var stream = typeof(DemoWorkspace).Assembly.GetManifestResourceStream("samples.living-document.md")
            ?? throw new InvalidOperationException("The sample document is not in the assembly.");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(ct);
    }
}
