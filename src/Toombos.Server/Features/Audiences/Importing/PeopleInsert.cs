using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Audiences.Importing;

/// <summary>
/// Puts many people on a list with few statements, past the change tracker, which would tell of each one. What they have in common is taken from the row of
/// their consent. Both databases know this statement.
/// </summary>
static class PeopleInsert
{
    /// <summary>Of five parameters each; SQLite takes 32,766.</summary>
    const int Handful = 1_000;

    public static async Task InsertAsync(this ToombosDb db, IReadOnlyList<NewPerson> people, Guid consent, CancellationToken ct)
    {
        foreach (var chunk in people.Chunk(Handful))
        {
            var (values, parameters) = (new StringBuilder(), new List<object> { consent });
            foreach (var person in chunk)
            {
                var at = parameters.Count;
                values.Append(at == 1 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"({{{at}}}, {{{at + 1}}}, {{{at + 2}}}, {{{at + 3}}}, {{{at + 4}}})");
                parameters.AddRange([Guid.CreateVersion7(), person.Email, person.Name ?? "", Subscriber.SearchTextOf(person.Email, person.Name), person.Fingerprint]);
            }
            // Only numbers of parameters are written into it.
            var statement = $$"""
                INSERT INTO subscribers ("Id", "WorkspaceId", "AudienceId", "Email", "Name", "SearchText", "Fingerprint", "State", "ConsentId", "CreatedAt")
                SELECT v.column1, c."WorkspaceId", c."AudienceId", v.column2, NULLIF(v.column3, ''), v.column4, v.column5, 'Subscribed', c."Id", c."At"
                FROM (VALUES {{values}}) AS v CROSS JOIN list_consents AS c WHERE c."Id" = {0}
                """;
            await db.Database.ExecuteSqlRawAsync(statement, parameters, ct);
        }
    }
}
