using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Connectors.Sources;
using Toombos.Connectors.Tests.Http;

namespace Toombos.Connectors.Tests.Sources;

public sealed class GoogleDocsSourceTests : AccountSourceContract
{
    readonly List<string> asked = [];
    string document = "{}";
    int? version;

    protected override string Kind => "google-doc";
    protected override string Address => "https://docs.google.com/document/u/0/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789/edit?tab=t.0#heading=h.1";
    protected override void Put(string paragraph) => Body($$$$$$"""{"paragraph":{"elements":[{"textRun":{"content":"{{{{{{paragraph}}}}}}\n"}}]}}""", revision: "r-" + paragraph.Length);
    protected override Task AnswerAsync(HttpContext context)
    {
        var drive = context.Request.Path.StartsWithSegments("/drive");
        asked.Add(drive ? "version" : context.Request.Query.ContainsKey("includeTabsContent") ? "document" : "revision");
        if (drive && version is null) context.Response.StatusCode = 403;
        return context.Response.WriteAsync(drive ? $$"""{"version":"{{version}}","modifiedTime":"2026-10-01T00:00:00Z"}""" : document);
    }

    void Body(string content, string more = "", string? revision = null) =>
        document = $$$$$$"""{"title":"News",{{{{{{(revision is null ? "" : $"\"revisionId\":\"{revision}\",")}}}}}}"tabs":[{"tabProperties":{"title":"Tab 1"},"documentTab":{"body":{"content":[{"sectionBreak":{}},{{{{{{content}}}}}}]}{{{{{{more}}}}}}}}]}""";

    static string Text(string text, string style = "{}") => $$$$$$"""{"textRun":{"content":"{{{{{{text}}}}}}","textStyle":{{{{{{style}}}}}}}}""";

    static string Paragraph(string elements, string more = "") => $$$$$$"""{"paragraph":{"elements":[{{{{{{elements}}}}}}]{{{{{{more}}}}}}}}""";

    static string Heading(string text, string style) => Paragraph(Text(text + "\\n"), $$$$$$""","paragraphStyle":{"namedStyleType":"{{{{{{style}}}}}}"}""");

    static string Bullet(string text, string list, int level = 0) => Paragraph(Text(text + "\\n"), $$$$$$""","bullet":{"listId":"{{{{{{list}}}}}}","nestingLevel":{{{{{{level}}}}}}}""");

    [Fact]
    public async Task A_document_of_the_same_version_is_not_downloaded_and_one_of_the_same_text_is_not_changed()
    {
        version = 7;
        Put("The ferry sails at nine.");
        var first = await FetchAsync();
        asked.Clear();
        Assert.Null(Assert.IsType<SourceReading.Unchanged>(await ReadAsync(first.Revision)).Revision);
        Assert.Equal(["version"], asked);

        // Somebody was allowed to open it, which counts as well.
        version = 8;
        var same = Assert.IsType<SourceReading.Unchanged>(await ReadAsync(first.Revision));
        Assert.Equal(["version", "version", "document"], asked);
        Assert.IsType<SourceReading.Unchanged>(await ReadAsync(same.Revision));
        Assert.Equal(4, asked.Count);

        version = 9;
        Put("The ferry sails at ten past ten.");
        Assert.Contains("at ten", (await FetchAsync(same.Revision)).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_may_not_ask_for_the_version_asks_for_the_revision()
    {
        Put("The ferry sails at nine.");
        var first = await FetchAsync();
        asked.Clear();
        Assert.IsType<SourceReading.Unchanged>(await ReadAsync(first.Revision));
        Assert.Equal(["revision"], asked);
    }

    [Fact]
    public async Task Headings_text_and_links_keep_what_they_are()
    {
        Body(string.Join(',', Heading("News *today*", "TITLE"), Heading("[Product] Ferries", "HEADING_1"), Paragraph(string.Join(',',
            Text("It is "), Text("really ", """{"bold":true}"""), Text("good", """{"bold":true,"italic":true}"""), Text(": a_b, 2 * 3, <b> "), Text("old", """{"strikethrough":true}"""), Text(" see "), Text("the plan", """{"link":{"url":"https://harbour.example/a(1)"}}"""),
            Text(" and "), Text("below", """{"link":{"heading":{"id":"h.1"}}}"""), Text(" and "), Text("sail()", """{"weightedFontFamily":{"fontFamily":"Roboto Mono"}}"""), Text(".\\u000bNext line\\n"))),
            Paragraph(Text("1. not a list\\n")), Paragraph("""{"horizontalRule":{}},{"textRun":{"content":"\n"}}"""), Paragraph(Text("<!-- featured: true -->\\n"))));
        Assert.Equal("""
            # News \*today\*

            ## [Product] Ferries

            It is **really** ***good***: a_b, 2 \* 3, \<b> ~~old~~ see [the plan](https://harbour.example/a%281%29) and below and `sail()`.\
            Next line

            1\. not a list

            ---

            <!-- featured: true -->

            """.ReplaceLineEndings("\n"), (await FetchAsync()).Markdown);
    }

    [Fact]
    public async Task Lists_nest_and_are_ordered_where_they_count()
    {
        Body(string.Join(',', Bullet("One", "kix.a"), Bullet("One a", "kix.a", 1), Bullet("One b", "kix.a", 1), Bullet("Two", "kix.a"), Bullet("Other", "kix.b")), """
            ,"lists":{"kix.a":{"listProperties":{"nestingLevels":[{"glyphType":"DECIMAL"},{"glyphSymbol":"●"}]}},"kix.b":{"listProperties":{"nestingLevels":[{"glyphType":"ROMAN"}]}}}
            """);
        Assert.Equal("1. One\n   - One a\n   - One b\n2. Two\n1) Other\n", (await FetchAsync()).Markdown);
    }

    [Fact]
    public async Task Tables_notes_chips_and_pictures_become_text()
    {
        static string Cell(string text, string style = "{}") => $$$$$$"""{"content":[{{{{{{Paragraph(Text(text + "\\n"))}}}}}}],"tableCellStyle":{{{{{{style}}}}}}}""";
        Body($$$$$$"""
            {"table":{"rows":2,"columns":2,"tableRows":[{"tableCells":[{{{{{{Cell("Both | sides", """{"columnSpan":2}""")}}}}}}]},{"tableCells":[{{{{{{Cell("a")}}}}}},{{{{{{Cell("b")}}}}}}]}]}},
            {{{{{{Paragraph("""{"person":{"personProperties":{"name":"Ada","email":"ada@harbour.example"}}},{"textRun":{"content":" wrote "}},{"richLink":{"richLinkProperties":{"title":"Plan","uri":"https://harbour.example/plan"}}},{"textRun":{"content":" on "}},{"dateElement":{"dateElementProperties":{"displayText":"2 Nov 2026"}}},{"footnoteReference":{"footnoteId":"kix.f","footnoteNumber":"1"}},{"equation":{}},{"inlineObjectElement":{"inlineObjectId":"kix.i"}},{"inlineObjectElement":{"inlineObjectId":"kix.j"}},{"textRun":{"content":"\n"}}""")}}}}}}
            """, $$$$$$""","footnotes":{"kix.f":{"content":[{{{{{{Paragraph(Text("Said so.\\n"))}}}}}}]}},"inlineObjects":{"kix.i":{"inlineObjectProperties":{"embeddedObject":{"description":"A ferry","imageProperties":{"contentUri":"https://lh.example/soon-gone"}}}},"kix.j":{"inlineObjectProperties":{"embeddedObject":{"title":"Map","imageProperties":{"sourceUri":"https://harbour.example/map.png"}}}}}""");
        Assert.Equal("""
            | Both \| sides |  |
            | --- | --- |
            | a | b |

            Ada wrote [Plan](https://harbour.example/plan) on 2 Nov 2026 (note 1)[formula]

            Picture: A ferry

            ![Map](https://harbour.example/map.png)

            Note 1: Said so.

            """.ReplaceLineEndings("\n"), (await FetchAsync()).Markdown);
    }

    [Fact]
    public async Task Several_tabs_are_sections_with_those_below_them()
    {
        static string Tab(string title, string children = "") => $$$$$$"""{"tabProperties":{"title":"{{{{{{title}}}}}}"},"documentTab":{"body":{"content":[{{{{{{Heading("Inside " + title, "HEADING_1")}}}}}}]}},"childTabs":[{{{{{{children}}}}}}]}""";
        document = $$$$$$"""{"tabs":[{{{{{{Tab("First", Tab("Child"))}}}}}},{{{{{{Tab("Second")}}}}}}]}""";
        Assert.Equal("# First\n\n## Inside First\n\n## Child\n\n### Inside Child\n\n# Second\n\n## Inside Second\n", (await FetchAsync()).Markdown);
    }

    [Theory]
    [InlineData("""{"error":{"details":[{"reason":"SERVICE_DISABLED"}]}}""", "switched on"), InlineData("""{"error":{"details":[{"reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}""", "tick the box"), InlineData("{}", "share it")]
    public async Task A_refusal_names_what_to_mend(string body, string said)
    {
        Fault = (403, body, null);
        Assert.Contains(said, Assert.IsType<SourceReading.Refused>(await ReadAsync()).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_is_not_public_needs_an_account()
    {
        Sink.Else = context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync("<html>Sign in</html>");
        };
        Assert.Contains("connected Google account", Assert.IsType<SourceReading.Refused>(await Source.ReadAsync(Address, null, SourceVisit.Plain, Ct)).Sentence, StringComparison.Ordinal);
    }
}

/// <summary>Public documents, as Google exports them without an account.</summary>
public sealed class PublicGoogleDocTests : SourceContract, IAsyncLifetime
{
    Site? site;
    ISource? source;
    byte[]? document;

    internal override ISource Source => source!;
    protected override string Address => "1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789";
    protected override void Put(byte[] document) => this.document = document;
    protected override void Remove() => document = null;

    public async ValueTask InitializeAsync()
    {
        site = await Site.StartAsync(async context =>
        {
            context.Response.ContentType = "text/x-markdown";
            if (document is null || context.Request.Path != $"/document/d/{Address}/export" || context.Request.QueryString.Value != "?format=md") context.Response.StatusCode = 404;
            else await context.Response.Body.WriteAsync(document);
        });
        source = Connected.To(new() { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["GoogleDocs:ExportAddress"] = site.Address }).GetServices<ISource>().Single(s => s.Kind == "google-doc");
    }

    public ValueTask DisposeAsync() => site!.DisposeAsync();
}
