using Microsoft.AspNetCore.Http;
using Toombos.Connectors.Sources;

namespace Toombos.Connectors.Tests.Sources;

public sealed class NotionSourceTests : AccountSourceContract
{
    const string Page = "0123456789abcdef0123456789abcdef", PageId = "01234567-89ab-cdef-0123-456789abcdef";

    readonly Dictionary<string, string> answers = [];
    readonly List<string> versions = [];
    int minute;

    protected override string Kind => "notion";
    protected override string Address => $"https://www.notion.so/harbour/News-{Page}?pvs=4";

    protected override void Put(string paragraph)
    {
        answers[$"/v1/pages/{PageId}"] = $$$$$$"""{"object":"page","last_edited_time":"2020-11-02T10:{{{{{{++minute:00}}}}}}:00.000Z","properties":{"Name":{"type":"title","title":[{"plain_text":"News"}]}}}""";
        Children(PageId, Block("paragraph", paragraph));
    }

    protected override Task AnswerAsync(HttpContext context)
    {
        versions.Add(context.Request.Headers["Notion-Version"].ToString());
        var path = context.Request.Path.Value!;
        if (context.Request.Query["start_cursor"].FirstOrDefault() is { } cursor) path += "@" + cursor;
        if (answers.TryGetValue(path, out var answer)) return context.Response.WriteAsync(answer);
        context.Response.StatusCode = 404;
        return context.Response.WriteAsync("""{"object":"error","code":"object_not_found"}""");
    }

    void Children(string parent, params string[] blocks) => answers[$"/v1/blocks/{parent}/children"] = $$$$$$"""{"results":[{{{{{{string.Join(',', blocks)}}}}}}],"has_more":false}""";

    static string Rich(string text) => $$$$$$"""[{"type":"text","plain_text":"{{{{{{text}}}}}}","text":{"content":"{{{{{{text}}}}}}"}}]""";

    static string Block(string type, string text, string? id = null, string more = "") =>
        $$$$$$"""{"object":"block","id":"{{{{{{id ?? "x"}}}}}}","type":"{{{{{{type}}}}}}","has_children":{{{{{{(id is null ? "false" : "true")}}}}}},"{{{{{{type}}}}}}":{"rich_text":{{{{{{Rich(text)}}}}}}{{{{{{more}}}}}}}}""";

    static string Other(string type, string value, string? id = null) => $$$$$$"""{"object":"block","id":"{{{{{{id ?? "x"}}}}}}","type":"{{{{{{type}}}}}}","has_children":{{{{{{(id is null ? "false" : "true")}}}}}},"{{{{{{type}}}}}}":{{{{{{value}}}}}}}""";

    [Fact]
    public async Task A_picture_whose_address_ends_is_shown_under_one_that_stays_and_what_can_not_be_kept_by_its_caption()
    {
        Put("x");
        static string Picture(string address) => Other("image", $$$$$$"""{"type":"file","file":{"url":"{{{{{{address}}}}}}"},"caption":{{{{{{Rich("A quay")}}}}}}}""");
        Children(PageId, Picture("https://s3.example/1/quay%20%281%29.png?signature=1"), Picture("https://s3.example/2/gone.png?signature=1"));
        var visit = new SourceVisit { Account = Account, PictureAsync = (address, name, _) => Task.FromResult(address.Contains("gone", StringComparison.Ordinal) ? null : $"https://toombos.example/{Uri.EscapeDataString(name)}") };
        var read = Assert.IsType<SourceReading.Fetched>(await Source.ReadAsync(Address, null, visit, Ct));
        Assert.EndsWith("![A quay](https://toombos.example/quay%20%281%29.png)\n\nPicture: A quay\n", read.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_of_block_becomes_text_in_its_place()
    {
        Put("x");
        Children(PageId,
            Block("heading_1", "Ferries"), Block("bulleted_list_item", "One", "one"), Block("numbered_list_item", "First"), Block("numbered_list_item", "Second"), Block("to_do", "Paint", more: ""","checked":true"""),
            Block("quote", "Slow is smooth."), Block("callout", "Mind the gap", "gap"), Block("toggle", "More", "more"), Block("code", "a | b", more: ""","language":"c#" """), Other("equation", """{"expression":"x^2"}"""), Other("divider", "{}"),
            Other("table", "{}", "table"), Other("column_list", "{}", "columns"), Other("synced_block", """{"synced_from":{"block_id":"origin"}}"""), Other("bookmark", """{"url":"https://harbour.example/","caption":[]}"""),
            Other("image", $$$$$$"""{"type":"external","external":{"url":"https://harbour.example/f.png"},"caption":{{{{{{Rich("A ferry")}}}}}}}"""), Other("image", $$$$$$"""{"type":"file","file":{"url":"https://s3.example/gone-in-an-hour"},"caption":{{{{{{Rich("A quay")}}}}}}}"""),
            Other("child_page", """{"title":"Older news"}"""), Other("table_of_contents", "{}"), Other("brand_new_thing", $$$$$$"""{"rich_text":{{{{{{Rich("Still said")}}}}}}}"""),
            Other("paragraph", """{"rich_text":[{"type":"text","plain_text":"See ","annotations":{}},{"type":"text","plain_text":"it","annotations":{"bold":true},"text":{"link":{"url":"https://harbour.example/it"}}},{"type":"mention","plain_text":" @Ada","mention":{"type":"user"}},{"type":"equation","plain_text":"E","equation":{"expression":"e=mc"}}]}"""));
        Children("one", Block("bulleted_list_item", "One a"));
        Children("gap", Block("paragraph", "Really."));
        Children("more", Block("paragraph", "Folded."));
        Children("columns", Other("column", "{}", "left"), Other("column", "{}", "right"));
        Children("left", Block("paragraph", "Left."));
        Children("right", Block("paragraph", "Right."));
        Children("origin", Block("paragraph", "Shared."));
        Children("table", Other("table_row", $$$$$$"""{"cells":[{{{{{{Rich("Day")}}}}}},{{{{{{Rich("Time")}}}}}}]}"""), Other("table_row", $$$$$$"""{"cells":[{{{{{{Rich("Monday")}}}}}},{{{{{{Rich("9|10")}}}}}}]}"""));
        Assert.Equal("""
            # News

            ## Ferries

            - One
              - One a
            1. First
            2. Second
            - [x] Paint

            > Slow is smooth.

            > Mind the gap
            >
            > Really.

            More

            Folded.

            ```c#
            a | b
            ```

            ```math
            x^2
            ```

            ---

            | Day | Time |
            | --- | --- |
            | Monday | 9\|10 |

            Left.

            Right.

            Shared.

            [https://harbour.example/](https://harbour.example/)

            ![A ferry](https://harbour.example/f.png)

            Picture: A quay

            Older news

            Still said

            See [**it**](https://harbour.example/it) @Ada`e=mc`

            """.ReplaceLineEndings("\n"), (await FetchAsync()).Markdown);
        Assert.All(versions, v => Assert.Equal("2026-03-11", v));
    }

    [Fact]
    public async Task What_does_not_fit_in_one_answer_is_read_on_and_a_copy_of_another_page_is_always_read()
    {
        Put("x");
        answers[$"/v1/blocks/{PageId}/children"] = $$$$$$"""{"results":[{{{{{{Block("paragraph", "One.")}}}}}}],"has_more":true,"next_cursor":"c2"}""";
        answers[$"/v1/blocks/{PageId}/children@c2"] = $$$$$$"""{"results":[{{{{{{Other("synced_block", """{"synced_from":{"block_id":"origin"}}""")}}}}}}],"has_more":false}""";
        Children("origin", Block("paragraph", "Two."));
        var first = await FetchAsync();
        Assert.EndsWith("One.\n\nTwo.\n", first.Markdown, StringComparison.Ordinal);
        Children("origin", Block("paragraph", "Three."));
        Assert.EndsWith("Three.\n", (await FetchAsync(first.Revision)).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_row_of_a_database_is_an_item_with_its_fields()
    {
        answers[$"/v1/databases/{PageId}"] = $$$$$$"""{"object":"database","title":{{{{{{Rich("Releases")}}}}}},"data_sources":[{"id":"ds","name":"Releases"}]}""";
        Rows("10:00");
        Children("row-1", Block("heading_1", "Why"), Block("paragraph", "It is faster."));
        Children("row-2");
        var first = await FetchAsync();
        Assert.Equal("""
            # Releases

            ## Faster ferry

            - **Date:** 2026-11-02
            - **Tags:** Sea, Speed
            - **Done:** yes

            ### Why

            It is faster.

            ## Second

            """.ReplaceLineEndings("\n"), first.Markdown);
        Assert.IsType<SourceReading.Unchanged>(await ReadAsync(first.Revision));
        Rows("10:01");
        Children("row-2", Block("paragraph", "Now with text."));
        Assert.EndsWith("Now with text.\n", (await FetchAsync(first.Revision)).Markdown, StringComparison.Ordinal);

        void Rows(string second) => answers["/v1/data_sources/ds/query"] = $$$$$$"""
            {"results":[
              {"object":"page","id":"row-1","last_edited_time":"2020-11-02T10:00:00.000Z","properties":{"Name":{"type":"title","title":{{{{{{Rich("Faster ferry")}}}}}}},"Date":{"type":"date","date":{"start":"2026-11-02"}},"Tags":{"type":"multi_select","multi_select":[{"name":"Sea"},{"name":"Speed"}]},"Done":{"type":"checkbox","checkbox":true},"Empty":{"type":"rich_text","rich_text":[]}}},
              {"object":"page","id":"row-2","last_edited_time":"2020-11-02T{{{{{{second}}}}}}:00.000Z","properties":{"Name":{"type":"title","title":{{{{{{Rich("Second")}}}}}}}}},
              {"object":"page","id":"row-3","in_trash":true}
            ],"has_more":false}
            """;
    }

    [Theory]
    [InlineData(409), InlineData(429), InlineData(529)]
    public async Task Where_it_is_safe_and_soon_it_is_asked_again(int status)
    {
        Put("Later.");
        var (real, asked) = (Sink.Else!, 0);
        Sink.Else = context =>
        {
            if (asked++ > 0) return real(context);
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "0";
            return context.Response.WriteAsync("{}");
        };
        Assert.Contains("Later.", (await FetchAsync()).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_in_the_trash_is_not_there()
    {
        answers[$"/v1/pages/{PageId}"] = """{"object":"page","in_trash":true}""";
        Assert.Contains("trash", Assert.IsType<SourceReading.Refused>(await ReadAsync()).Sentence, StringComparison.Ordinal);
    }
}
