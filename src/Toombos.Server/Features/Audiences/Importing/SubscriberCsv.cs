using Toombos.Server.Platform.Text;
using Wire = Toombos.Client.Audiences.Subscriber;

namespace Toombos.Server.Features.Audiences.Importing;

/// <summary>People as CSV, in columns that an import reads again.</summary>
static class SubscriberCsv
{
    public static Task WriteAsync(IAsyncEnumerable<Wire> people, Stream destination, CancellationToken ct) =>
        SafeCsv.WriteAsync(destination, ["email", "name", "state", "consent_source", "consent_by", "consent", "consent_at", "ended_at", "ended_by"], people, person =>
        [
            person.Email, person.Name, SafeCsv.Word(person.State), SafeCsv.Word(person.Consent.Source), person.Consent.By, person.Consent.Statement, SafeCsv.Time(person.Consent.At),
            SafeCsv.Time(person.EndedAt), person.EndReason is { } reason ? SafeCsv.Word(reason) : null,
        ], ct);
}
