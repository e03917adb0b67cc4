using System.Net;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Files;
using Toombos.Client.Writing;
using Toombos.Dashboard.Media;

namespace Toombos.Dashboard.Tests.Media;

/// <summary>The library of pictures.</summary>
public class MediaPageTests : PageTest
{
    internal static StoredFile File(string name, string? words = null, long size = 345_678) => new()
    {
        Id = Guid.NewGuid(), Name = name, AltText = words, ContentType = "image/png", Size = size, Width = 1200, Height = 800, Hash = "", Public = false, CreatedAt = DateTimeOffset.UnixEpoch, CreatedBy = "Ines Duarte",
        Address = $"https://toombos.example/{name}", Thumbnail = $"https://toombos.example/{name}?small=true", AddressExpiresAt = DateTimeOffset.UnixEpoch,
    };

    IRenderedComponent<MediaPage> Open(params StoredFile[] files)
    {
        Api.On("GET v1/files", new Page<StoredFile>(files, null));
        return Render<MediaPage>();
    }

    [Fact]
    public void Each_picture_says_its_size_and_whether_its_words_are_missing()
    {
        var page = Open(File("ferry.png", "A ferry."), File("pier.png", size: 2_345_678));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".media-tile").Count));
        var tiles = page.FindAll(".media-tile");
        Assert.Contains("1200 × 800345 kB", tiles[0].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Alt text missing", tiles[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("2.3 MB", tiles[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("Alt text missing", tiles[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("1 picture here has no alt text yet", page.Markup, StringComparison.Ordinal);
        Assert.Equal("A ferry.", tiles[0].QuerySelector("img")!.GetAttribute("alt"));
    }

    [Fact]
    public void Words_are_saved_where_they_are_written()
    {
        var file = File("ferry.png");
        Api.On($"PATCH v1/files/{file.Id}", file with { AltText = "A red ferry." });
        var page = Open(file);
        page.WaitForElement("textarea").Change("A red ferry.");
        page.WaitForAssertion(() => Assert.DoesNotContain("Alt text missing", page.Markup, StringComparison.Ordinal));
        Assert.Contains("A red ferry.", Api.Calls.Single(c => c.Call.StartsWith("PATCH", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stays_in_view_is_chosen_by_name()
    {
        var file = File("ferry.png", "A ferry.");
        Api.On($"PATCH v1/files/{file.Id}", file with { FocusX = 1, FocusY = 0 });
        var page = Open(file);
        page.WaitForElement("select").Change("1 0");
        page.WaitForAssertion(() => Assert.Equal("1 0", page.Find("select").GetAttribute("value")));
        Assert.Contains("\"focusX\":1", Api.Calls.Single(c => c.Call.StartsWith("PATCH", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_a_picture_goes_the_drafts_that_show_it_are_named()
    {
        var (file, draft) = (File("ferry.png", "A ferry."), new DraftSummary
        {
            Id = Guid.NewGuid(), PieceId = Guid.NewGuid(), Channel = "bluesky", Title = "Summer timetable", State = DraftState.Approved, VersionNumber = 2, Score = 90, UnsupportedClaims = 0, Errors = 0, Warnings = 0,
            UpdatedAt = DateTimeOffset.UnixEpoch, Ai = AiShare.Human,
        });
        Api.On($"GET v1/files/{file.Id}/drafts", new Page<DraftSummary>([draft], null));
        var page = Open(file);
        page.WaitForElement(".media-more .danger").Click();
        page.WaitForAssertion(() => Assert.Equal($"/pieces/{draft.PieceId}/drafts/{draft.Id}?view=pictures", page.Find("[aria-label='Drafts that show it'] a").GetAttribute("href")));
        Assert.Contains("1 draft shows it", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_goes_after_a_second_question()
    {
        var file = File("ferry.png", "A ferry.");
        Api.On($"DELETE v1/files/{file.Id}", "", HttpStatusCode.NoContent);
        var page = Open(file);
        page.WaitForElement(".media-more .danger").Click();
        Assert.Equal(0, Api.Count("DELETE"));
        page.WaitForElement(".modal-foot .danger").Click();
        page.WaitForAssertion(() => Assert.Contains("No picture yet", page.Markup, StringComparison.Ordinal));
        Assert.Equal(1, Api.Count("DELETE"));
    }

    [Fact]
    public void Several_go_up_one_after_the_other_and_each_says_how_it_went()
    {
        var count = 0;
        Api.On("POST v1/files", _ => File($"up-{++count}.png"));
        var page = Open();
        page.WaitForElement("input[type=file]");
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("one", "one.png"), InputFileContent.CreateFromText("two", "two.png"));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".media-tile").Count));
        page.WaitForAssertion(() => Assert.All(page.FindAll(".upload-lines li"), line => Assert.Contains("is there.", line.TextContent, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_refused_upload_says_why()
    {
        Api.Refuse("POST v1/files", HttpStatusCode.UnsupportedMediaType, "file.type", "This is not a picture that is taken.");
        var page = Open();
        page.WaitForElement("input[type=file]");
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("text", "notes.txt"));
        page.WaitForAssertion(() => Assert.Contains("was not taken. This is not a picture", page.Find(".upload-lines .failed").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void More_are_fetched_when_they_are_asked_for()
    {
        var (first, second) = (File("one.png", "One."), File("two.png", "Two."));
        Api.OnQuery("GET v1/files", query => query.Contains("after=", StringComparison.Ordinal) ? new Page<StoredFile>([second], null) : new Page<StoredFile>([first], "next"));
        var page = Render<MediaPage>();
        page.WaitForElement(".more button").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".media-tile").Count));
        Assert.Empty(page.FindAll(".more"));
    }

    [Fact]
    public void Whoever_may_only_look_changes_nothing()
    {
        ActAs(WorkspaceRole.Viewer);
        var page = Open(File("ferry.png", "A ferry."));
        page.WaitForElement(".media-tile");
        Assert.Empty(page.FindAll("textarea, input[type=file], .danger"));
        Assert.Contains("A ferry.", page.Find(".media-body").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_can_not_be_read_says_so()
    {
        Api.Refuse("GET v1/files", HttpStatusCode.InternalServerError, "server.error", "Something broke.");
        var page = Render<MediaPage>();
        page.WaitForAssertion(() => Assert.Contains("Something broke.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }
}
