using System.Text;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Hears a model write, and puts each sentence before whoever watches as soon as it is whole.</summary>
sealed class LiveText(ToombosDb db, JobRun run, NumberedBlocks blocks)
{
    readonly StringBuilder _text = new();
    int _number, _try, _told;

    public async Task HearAsync(string piece, bool first)
    {
        if (first) await BeginAsync();
        _text.Append(piece);
        // A sentence is whole when its object is closed; only then is it worth to look.
        if (!piece.Contains('}', StringComparison.Ordinal) || WrittenAnswer.Read(_text.ToString()) is not { } answer) return;
        var sentences = answer.Parts.SelectMany((part, place) => (part.Sentences ?? []).Select(s => (Part: part, Place: place, s.Text, s.Blocks))).ToList();
        if (sentences.Count <= _told) return;
        foreach (var (part, place, text, cited) in sentences.Skip(_told))
        {
            _number++;
            _ = Enum.TryParse<PartRole>(part.Role, ignoreCase: true, out var role);
            db.LiveSentences.Add(new() { JobId = run.Id, Number = _number, Sentence = new(_number, _try, role, part.Post, place, WrittenDraft.Clean(text), blocks.IdsOf(cited ?? [])) });
        }
        _told = sentences.Count;
        await db.InTransactionAsync(() => db.SaveChangesAsync(CancellationToken.None), CancellationToken.None);
        await run.ReportAsync(_told, null, "Sentences written");
    }

    async Task BeginAsync()
    {
        _text.Clear();
        _told = 0;
        _try++;
        // What an attempt before this one left stays numbered, so that nobody who watches is told twice.
        if (_number == 0) (_number, _try) = (await db.LiveSentences.Where(s => s.JobId == run.Id).MaxAsync(s => (int?)s.Number) ?? 0, run.Attempt * 10);
    }
}
