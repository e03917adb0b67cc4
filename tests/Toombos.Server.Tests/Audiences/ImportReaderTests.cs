using System.Text;
using CsCheck;
using Toombos.Client.Audiences;
using Toombos.Server.Features.Audiences.Importing;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Tests.Audiences;

/// <summary>Files as people have them, and files as nobody should have them.</summary>
public sealed class ImportReaderTests
{
    static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    static readonly Gen<string> Cell = OneOf("Ada", "", " ", "Lind, Ada", "a;b", "tab\there", "\"quoted\"", "two\nlines", "=1+1", "+46", "@x", "-", "'", "'=", "Åsa", "東京", "x@example.com", "\u200d", "é\r\nè").Array[1, 3].Select(string.Concat);
    static readonly Gen<string> Address = Gen.Select(Gen.Int[0, 99_999], OneOf("example.com", "bücher.example", "EXAMPLE.org"), (i, domain) => $"reader.{i}@{domain}");

    static async Task<IReadOnlyList<ImportLine>> ReadAsync(string text, Encoding? encoding = null)
    {
        encoding ??= new UTF8Encoding(false);
        return await ImportReader.ReadAsync(new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("ada@example.com\nben@example.com")]
    [InlineData("email\nada@example.com\nben@example.com\n")]
    [InlineData("\uFEFFName,Email\r\n,ada@example.com\r\n,ben@example.com")]
    [InlineData("Email Address;First Name;Last Name\nada@example.com;;\nben@example.com\n")]
    [InlineData("E-Mail\tPhone, private\tOther\nada@example.com\t1,2,3\t\nben@example.com\t\t")]
    [InlineData("\r\n\r\n12;ada@example.com\r\n13;ben@example.com")]
    public async Task Separators_heads_and_the_order_of_columns_are_found_by_looking(string csv) =>
        Assert.Equal(["ada@example.com", "ben@example.com"], (await ReadAsync(csv)).Select(l => l.Email));

    [Fact]
    public async Task Names_come_from_one_column_or_from_two() =>
        Assert.Equal(["Ada Lind", "Ben"], (await ReadAsync("last name,email,first_name\nLind,ada@example.com,Ada\n,ben@example.com,Ben")).Select(l => l.Name));

    [Fact]
    public async Task Marked_UTF16_as_spreadsheets_write_it_is_read() =>
        Assert.Equal("Åsa", Assert.Single(await ReadAsync("asa@example.com\tÅsa", Encoding.Unicode)).Name);

    [Fact]
    public async Task Whatever_is_written_with_any_separator_is_read_back_line_by_line()
    {
        await Gen.Select(Gen.Select(Address, Cell).Array[1, 20], OneOf(',', ';', '\t'), OneOf("\n", "\r\n"), Gen.Bool).SampleAsync(async (people, separator, end, head) =>
        {
            static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            var text = string.Join(end, people.Select(p => $"{Quoted(p.Item2)}{separator}{p.Item1}").Prepend($"name{separator}email"));
            var read = await ReadAsync(text);
            Assert.Equal(people.Select(p => Email(p.Item1)), read.Select(l => l.Email));
            Assert.Equal(people.Select(p => PersonName.Clean(Unescaped(p.Item2.Trim()))), read.Select(l => l.Name));
            // Each line begins where its number says.
            var lines = text.Split('\n');
            Assert.All(read.Zip(people), pair => Assert.StartsWith(Quoted(pair.Second.Item2).Split('\n')[0].TrimEnd('\r'), lines[pair.First.Line - 1], StringComparison.Ordinal));
        }, iter: 300);
    }

    [Fact]
    public async Task Any_bytes_at_all_are_read_or_refused_in_words()
    {
        var soup = OneOf("a@b.co", "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\0", "email", "name", " ", "=", "\uFEFF", "x").Array[0, 60].Select(string.Concat).Select(s => Encoding.UTF8.GetBytes(s));
        await Gen.OneOf(soup, Gen.Byte.Array[0, 200]).SampleAsync(async bytes =>
        {
            try
            {
                var lines = await ImportReader.ReadAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken);
                Assert.All(lines, line => Assert.Equal(line.Invalid is null or SkipReason.NameTooLong, line.Email.Length > 0));
            }
            catch (DomainRuleException refused)
            {
                Assert.StartsWith("import.", refused.Code, StringComparison.Ordinal);
            }
        }, iter: 2000);
    }

    [Fact]
    public async Task No_exported_cell_begins_as_a_formula_does()
    {
        await Gen.Select(Cell, Cell).SampleAsync(async (name, statement) =>
        {
            using var bytes = new MemoryStream();
            await SubscriberCsv.WriteAsync(new[] { Person(name, statement) }.ToAsyncEnumerable(), bytes, TestContext.Current.CancellationToken);
            bytes.Position = 0;
            using var parser = new CsvHelper.CsvParser(new StreamReader(bytes), System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(parser.Read() && parser.Read());
            Assert.All(parser.Record!, cell => Assert.False(cell.Length > 0 && SafeCsv.Dangerous.Contains(cell[0]), cell));
            Assert.Equal(name.Length > 0 && SafeCsv.Dangerous.Contains(name[0]) ? "'" + name : name, parser.Record![1]);
            Assert.False(parser.Read());
        }, iter: 1000);
    }

    static Subscriber Person(string name, string statement) => new()
    {
        Id = Guid.Empty, AudienceId = Guid.Empty, Email = "+a@example.com", Name = name, State = SubscriberState.Subscribed, CreatedAt = default, Consent = new(ConsentSource.ByHand, "=by", statement, default),
    };

    static string Email(string text) => Platform.Identity.AddressNormalizer.TryNormalize(text, out var email) ? email : "";

    static string Unescaped(string cell) => cell is ['\'', var next, ..] && SafeCsv.Dangerous.Contains(next) ? cell[1..] : cell;
}
