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
        List<LiveSentenceRow> rows = [.. sentences.Select(RowOf)];
        db.LiveSentences.AddRange(rows);
        _told += rows.Count;
        await db.InTransactionAsync(() => db.SaveChangesAsync(CancellationToken.None), CancellationToken.None);
        foreach (var row in rows) db.Entry(row).State = EntityState.Detached;
        await run.ReportAsync(_told, null, "Sentences written");
    }

    LiveSentenceRow RowOf(LiveRead sentence)
    {
        _number++;
        _ = Enum.TryParse<PartRole>(sentence.Role, ignoreCase: true, out var role);
        return new() { JobId = run.Id, Number = _number, Sentence = new(_number, _try, role, sentence.Post, sentence.Part, WrittenDraft.Clean(sentence.Text), blocks.IdsOf(sentence.Blocks)) };
    }

    async Task BeginAsync()
    {
        (_reader, _told) = (new(), 0);
        _try++;
        // What an attempt before this one left stays numbered, so that nobody who watches is told twice.
        if (_number == 0) (_number, _try) = (await db.LiveSentences.Where(s => s.JobId == run.Id).MaxAsync(s => (int?)s.Number) ?? 0, run.Attempt * 10);
    }
}
