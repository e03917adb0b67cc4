using System.Globalization;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Rendering;
using Toombos.Server.Features.Writing;

namespace Toombos.Server.Commands;

/// <summary>A file to be written: its path below the output folder, and its text.</summary>
public sealed record OutputFile(string Path, string Text);

/// <summary>Drafts as files: a newsletter, a small site, one text file per social post.</summary>
public static class ComposeFiles
{
    public static List<OutputFile> Render(DraftingResult result, Brand brand, DateOnly? date)
    {
        var files = new List<OutputFile>();
        var posts = new List<SitePost>();
        foreach (var draft in result.Drafts)
        {
            var request = new RenderRequest { Channel = draft.Channel, Content = draft.Content, Brand = brand, Template = result.Template, Date = DateOf(draft, result, date) };
            switch (draft.Channel.Family)
            {
                case ChannelFamily.Email:
                    files.Add(new("newsletter.html", DraftRenderer.Html(request)!));
                    files.Add(new("newsletter.txt", DraftRenderer.Text(request)));
                    break;
                case ChannelFamily.Web:
                    var html = DraftRenderer.Html(request)!;
                    var slug = draft.Content.Slug ?? "post";
                    files.Add(new($"web/{slug}.html", html));
                    posts.Add(new(slug, draft.Content.TextOf(PartRole.Title) ?? slug, draft.Content.TextOf(PartRole.Excerpt) ?? "", request.Date, html));
                    break;
                default:
                    files.AddRange(draft.Content.Posts.Select((text, i) =>
                        new OutputFile($"social/{draft.Channel.Kind}{(draft.Item is null ? "" : "-" + draft.Item)}-{(i + 1).ToString("00", CultureInfo.InvariantCulture)}.txt", text + "\n")));
                    break;
            }
        }
        if (posts.Count == 0) return files;
        files.Add(new("web/index.html", SiteRenderer.Index(brand, posts)));
        files.Add(new("web/feed.xml", SiteRenderer.Feed(brand, posts)));
        files.Add(new("web/sitemap.xml", SiteRenderer.Sitemap(brand, posts)));
        return files;
    }

    static DateOnly? DateOf(CheckedDraft draft, DraftingResult result, DateOnly? otherwise) =>
        (draft.Item is null ? null : result.Used.First(i => i.Key == draft.Item).Date) ?? otherwise;

    /// <summary>All files or none: they are written beside the folder first and moved in when every one is there.</summary>
    public static async Task WriteAsync(string folder, IReadOnlyList<OutputFile> files, CancellationToken ct)
    {
        var root = Path.GetFullPath(folder);
        var parent = Path.GetDirectoryName(root) ?? root;
        Directory.CreateDirectory(parent);
        var staging = Path.Combine(parent, $".{Path.GetFileName(root)}-{Guid.NewGuid():N}");
        try
        {
            foreach (var file in files)
            {
                var path = Path.Combine(staging, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllTextAsync(path, file.Text, ct);
            }
            foreach (var file in files)
            {
                var target = Path.Combine(root, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Move(Path.Combine(staging, file.Path), target, overwrite: true);
            }
        }
        finally
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        }
    }
}
