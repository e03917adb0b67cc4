using Microsoft.EntityFrameworkCore;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Hears a model write, and puts each sentence before whoever watches as soon as it is whole.</summary>
sealed class LiveText(ToombosDb db, JobRun run, NumberedBlocks blocks)
{
    SentenceReader _reader = new();
    int _number, _try, _told;

    public async Task HearAsync(string piece, bool first)
    {
        if (first) await BeginAsync();
        var sentences = _reader.Read(piece);
        if (sentences.Count == 0) return;
        foreach (var sentence in sentences)
        {
            _number++;
            _ = Enum.TryParse<PartRole>(sentence.Role, ignoreCase: true, out var role);
            db.LiveSentences.Add(new() { JobId = run.Id, Number = _number, Sentence = new(_number, _try, role, sentence.Post, sentence.Part, WrittenDraft.Clean(sentence.Text), blocks.IdsOf(sentence.Blocks)) });
        }
        _told += sentences.Count;
        await db.InTransactionAsync(() => db.SaveChangesAsync(CancellationToken.None), CancellationToken.None);
        foreach (var entry in db.ChangeTracker.Entries<LiveSentenceRow>().ToList()) entry.State = EntityState.Detached;
        await run.ReportAsync(_told, null, "Sentences written");
    }

    async Task BeginAsync()
    {
        (_reader, _told) = (new(), 0);
        _try++;
        // What an attempt before this one left stays numbered, so that nobody who watches is told twice.
        if (_number == 0) (_number, _try) = (await db.LiveSentences.Where(s => s.JobId == run.Id).MaxAsync(s => (int?)s.Number) ?? 0, run.Attempt * 10);
    }
}
