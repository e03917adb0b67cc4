using System.Net;
using System.Text;
using Toombos.Client.Audiences;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Audiences;

/// <summary>Imports say what they would do, do exactly that, and bring nobody back.</summary>
public sealed class ImportTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_dry_run_reports_each_line_and_changes_nothing_and_the_import_does_the_same(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var client = workspace.Client;
        var list = await client.AddListAsync("there@example.com", "left@example.com", "bounced@example.com");
        await client.Audiences.UnsubscribeAsync(list, (await client.FindAsync(list, "left@example.com")).Id, ct: Ct);
        await client.Audiences.UnsubscribeAsync(list, (await client.FindAsync(list, "bounced@example.com")).Id, new() { Reason = EndReason.Bounced }, Ct);
        var csv = "Name;E-Mail\r\nAda;ada@example.com\r\n\r\nThere;THERE@example.com\r\nLeft;left@example.com\r\nBounced;bounced@example.com\r\nAda again;Ada@Example.com\r\nNobody;\r\nWrong;not an address\r\n"
            + $"{new string('x', 201)};long@example.com\r\n\"Lind, \"\"Ben\"\"\r\nof Orust\";ben@example.com\r\nBad;bad@@example.com\r\n";

        var planned = await client.ImportAsync(list, csv, dryRun: true);

        Assert.Equal((10, 2, 1, 1, 1, 1, 4), (planned.Rows, planned.Added, planned.AlreadyThere, planned.Unsubscribed, planned.Suppressed, planned.Repeated, planned.Invalid));
        Assert.Equal(
            [(5, SkipReason.Unsubscribed), (6, SkipReason.Suppressed), (7, SkipReason.Repeated), (8, SkipReason.NoAddress), (9, SkipReason.NotAnAddress), (10, SkipReason.NameTooLong), (13, SkipReason.NotAnAddress)],
            planned.Skipped.Select(s => (s.Line, s.Reason)));
        Assert.Equal(1, (await client.Audiences.GetAsync(list, Ct)).Counts.Subscribed);

        var done = await client.ImportAsync(list, csv);

        Assert.Equivalent(planned with { DryRun = false }, done);
        Assert.Equal(["ada@example.com", "ben@example.com", "there@example.com"], (await host.RecipientsAsync(workspace.Id, list)).Order());
        var ben = await client.FindAsync(list, "ben@example.com");
        Assert.Equal(("Lind, \"Ben\" of Orust", ConsentSource.Import, "test", Lists.Consent, host.Clock.GetUtcNow()), (ben.Name, ben.Consent.Source, ben.Consent.By, ben.Consent.Statement, ben.Consent.At));
        Assert.Equal(host.Clock.GetUtcNow(), (await client.Audiences.GetAsync(list, Ct)).ImportedAt);
        Assert.Equal(0, (await client.ImportAsync(list, csv)).Added);
    }

    [Theory, BothDatabases]
    public async Task Fifty_thousand_people_come_in_with_few_statements_and_can_be_read_and_taken_out_again(DatabaseKind database)
    {
        const int Many = 50_000;
        await using var host = await ToombosHost.StartAsync(database, new Dictionary<string, string?> { ["Plans:free:Subscribers"] = "" });
        var workspace = await host.AddWorkspaceAsync();
        var (client, list) = (workspace.Client, await workspace.Client.AddListAsync());
        var csv = new StringBuilder("email,name\n");
        for (var i = 0; i < Many; i++) csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"reader.{i}@example.com,Reader {i}\n");

        Assert.Equal(Many, (await client.ImportAsync(list, csv.ToString())).Added);

        Assert.Equal(Many, (await client.Audiences.GetAsync(list, Ct)).Counts.Subscribed);
        Assert.Equal(Many, (await host.RecipientsAsync(workspace.Id, list)).Distinct().Count());
        Assert.Equal("Reader 31415", (await client.FindAsync(list, "reader.31415@example.com")).Name);
        await using var export = await client.Audiences.OpenExportAsync(list, Ct);
        Assert.Equal(Many, await LinesAsync(export) - 1);
        var again = await client.ImportAsync(list, csv.ToString());
        Assert.Equal((0, Many), (again.Added, again.AlreadyThere));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "import.too-many-rows", () => client.ImportAsync(list, csv.Append("one@example.com,More\n").ToString()));
    }

    [Theory, BothDatabases]
    public async Task What_was_taken_out_runs_in_no_spreadsheet_and_can_be_put_in_again(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var client = (await host.AddWorkspaceAsync()).Client;
        var list = await client.AddListAsync();
        await client.Audiences.AddSubscriberAsync(list, new() { Email = "=cmd@example.com", Name = "=HYPERLINK(\"https://evil.example\";\"x\")", Consent = "-1+1" }, Ct);
        await client.Audiences.AddSubscriberAsync(list, new() { Email = "åsa@example.com".Replace("å", "a", StringComparison.Ordinal), Name = "Åsa, of \"Orust\"", Consent = Lists.Consent }, Ct);
        await client.Audiences.UnsubscribeAsync(list, (await client.FindAsync(list, "asa@example.com")).Id, ct: Ct);

        await using var export = await client.Audiences.OpenExportAsync(list, Ct);
        using var reader = new StreamReader(export);
        var csv = await reader.ReadToEndAsync(Ct);

        var time = host.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            [
                "email,name,state,consent_source,consent_by,consent,consent_at,ended_at,ended_by",
                $"\"'=cmd@example.com\",\"'=HYPERLINK(\"\"https://evil.example\"\";\"\"x\"\")\",subscribed,byHand,test,\"'-1+1\",{time},,",
                $"asa@example.com,\"Åsa, of \"\"Orust\"\"\",unsubscribed,byHand,test,{Lists.Consent},{time},{time},asked", "",
            ], csv.Split("\r\n"));
        Assert.Contains((await client.Audit.ListAsync(ct: Ct)).Items, e => e.Action == "audiences.export-subscribers" && e.TargetId == list.ToString());
        var elsewhere = await client.AddListAsync();
        await client.ImportAsync(elsewhere, csv);
        var copy = await client.FindAsync(elsewhere, "=cmd@example.com");
        Assert.Equal("=HYPERLINK(\"https://evil.example\";\"x\")", copy.Name);
    }

    [Theory]
    [InlineData("", "import.empty")]
    [InlineData("\r\n  \r\n;;\r\n", "import.empty")]
    [InlineData("Phone,Name\n12,Ada\n", "import.no-email-column")]
    public async Task A_file_in_which_nobody_can_be_found_is_refused_with_what_to_do(string csv, string code)
    {
        var client = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Client;
        var list = await client.AddListAsync();
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, code, () => client.ImportAsync(list, csv));
    }

    [Fact]
    public async Task A_file_that_is_no_text_too_large_or_never_closes_a_quotation_is_refused_and_so_is_one_without_consent()
    {
        var client = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Client;
        var list = await client.AddListAsync();
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "import.not-text", () => client.Audiences.ImportAsync(list, new MemoryStream([.. "email\n"u8, 0xE5, 0xE4, 0xF6]), Lists.Consent, ct: Ct));
        await Problems.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "import.too-large", () => client.Audiences.ImportAsync(list, new MemoryStream(new byte[5 * 1024 * 1024 + 1]), Lists.Consent, ct: Ct));
        var endless = "email,name\na@example.com,\"Ada\nb@example.com,Ben\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"reader{i}@example.com,Reader\n"));
        Assert.Contains("quotation mark", (await Problems.RefusedAsync(HttpStatusCode.BadRequest, "import.unreadable", () => client.ImportAsync(list, endless))).Message, StringComparison.Ordinal);
        var refused = await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Audiences.ImportAsync(list, new MemoryStream("a@example.com"u8.ToArray()), "  ", ct: Ct));
        Assert.Contains("consent", refused.Errors.Keys);
        Assert.Equal(0, (await client.Audiences.GetAsync(list, Ct)).Counts.Subscribed);
    }

    static async Task<int> LinesAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        var lines = 0;
        while (await reader.ReadLineAsync(Ct) is not null) lines++;
        return lines;
    }
}
