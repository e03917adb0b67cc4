using System.Globalization;
using System.Text;
using CsCheck;
using Toombos.Client.Audit;
using Toombos.Server.Platform.Audit;

namespace Toombos.Server.Tests.Audit;

/// <summary>The bytes that a hash is taken of: one entry has one form, and no two have the same.</summary>
public sealed class CanonicalFormTests
{
    static readonly Gen<string> Text = Gen.OneOf(Gen.String[Gen.Char["0123456789:,-ab\n\"ÅΩ"], 0, 12], Gen.String[Gen.Char['\u0000', '\ud7ff'], 0, 20], Gen.Const("-"), Gen.Const("-,"), Gen.Const("1:a,"));
    static readonly Gen<string?> Maybe = Gen.OneOf(Text.Select(t => (string?)t), Gen.Const((string?)null));

    static readonly Gen<AuditRow> Entry =
        Gen.Select(Gen.Guid, Gen.Long[1, 1000], Gen.Long[0, 4_000_000_000_000_000], Gen.Enum<AuditActorKind>(), Gen.OneOf(Gen.Guid.Select(g => (Guid?)g), Gen.Const((Guid?)null)), Text)
            .Select(Gen.Select(Text, Maybe, Maybe, Maybe, Maybe, Text), (who, what) => new AuditRow
            {
                WorkspaceId = who.Item1, Sequence = who.Item2, At = AuditRow.Microseconds.FromNumber(who.Item3), ActorKind = who.Item4, ActorId = who.Item5, ActorName = who.Item6,
                Action = what.Item1, TargetKind = what.Item2, TargetId = what.Item3, Address = what.Item4, Device = what.Item5, Summary = what.Item6, PreviousHash = [], Hash = [],
            });

    [Fact]
    public void What_was_written_can_be_read_back_so_no_two_entries_have_the_same_form() =>
        Entry.Sample(entry => Assert.Equal(FieldsOf(entry), Read(AuditForm.Of(entry))), iter: 5000);

    [Fact]
    public void Two_entries_have_the_same_form_only_when_all_their_fields_are_equal() =>
        Gen.Select(Entry, Entry).Sample((one, other) => FieldsOf(one).SequenceEqual(FieldsOf(other)) == AuditForm.Of(one).AsSpan().SequenceEqual(AuditForm.Of(other)), iter: 5000);

    [Fact]
    public void The_form_is_as_the_guide_shows_it()
    {
        var entry = new AuditRow
        {
            WorkspaceId = new("00000000-0000-7000-8000-000000000001"), Sequence = 7, At = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).AddMicroseconds(5), ActorKind = AuditActorKind.Person,
            ActorName = "Zoë", Action = "access.add-api-key", TargetKind = "api-key", Summary = "{}", PreviousHash = [], Hash = [],
        };
        Assert.Equal(
            "15:toombos-audit-1,36:00000000-0000-7000-8000-000000000001,1:7,27:2026-03-02T09:00:00.000005Z,6:person,-,4:Zoë,18:access.add-api-key,7:api-key,-,-,-,2:{},",
            Encoding.UTF8.GetString(AuditForm.Of(entry)));
    }

    static IEnumerable<string?> FieldsOf(AuditRow e) =>
    [
        AuditForm.Name, e.WorkspaceId.ToString(), e.Sequence.ToString(CultureInfo.InvariantCulture), AuditForm.TimeOf(e.At), AuditForm.WordOf(e.ActorKind), e.ActorId?.ToString(), e.ActorName,
        e.Action, e.TargetKind, e.TargetId, e.Address, e.Device, e.Summary,
    ];

    static List<string?> Read(ReadOnlySpan<byte> form)
    {
        var fields = new List<string?>();
        while (form.Length > 0)
        {
            if (form[0] == (byte)'-')
            {
                fields.Add(null);
                form = form[2..];
                continue;
            }
            var colon = form.IndexOf((byte)':');
            var length = int.Parse(form[..colon], CultureInfo.InvariantCulture);
            fields.Add(Encoding.UTF8.GetString(form.Slice(colon + 1, length)));
            Assert.Equal((byte)',', form[colon + 1 + length]);
            form = form[(colon + 2 + length)..];
        }
        return fields;
    }
}
