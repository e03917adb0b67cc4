using System.Globalization;
using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Turns the flags in force into an item's, with defaults, and reports flags that contradict each other.</summary>
/// <param name="usesPublished">The document uses <c>published</c> somewhere, so that an item must say true to be published.</param>
sealed class ItemFlagReader(bool usesPublished, Action<string, string, int> warn)
{
    public (ItemFlags Flags, ItemType Type, string? Category) Read(OutlinedItem item, string title)
    {
        var scope = item.Flags;
        var type = scope.Value("type") is { } named ? Enum.Parse<ItemType>(named, ignoreCase: true) : item.Form ?? TypeDetector.Of(title);
        var flags = new ItemFlags
        {
            Published = scope.Truth("published") ?? !usesPublished,
            Featured = scope.Truth("featured") ?? false,
            DryRun = scope.Truth("dry_run") ?? false,
            Priority = scope.Value("priority") is { } priority ? int.Parse(priority, CultureInfo.InvariantCulture) : 3,
            ScheduledFor = scope.Value("scheduled_for"),
            Channels = scope.List("channels"),
            Template = scope.Value("template"),
            SeoDescription = scope.Value("seo_description"),
            Urgency = scope.Value("urgency"),
            ExpiresAt = scope.Value("expires_at"),
            Author = scope.Value("author"),
            TargetKeywords = scope.List("target_keywords"),
        };
        Contradictions(flags, scope);
        return (type == ItemType.Announcement ? Urgent(flags, scope) : flags, type, scope.Value("category"));
    }

    void Contradictions(ItemFlags flags, FlagScope scope)
    {
        if (flags is { Featured: true, Published: false, ScheduledFor: null })
            Warn("featured", "A featured item must be published or scheduled; this one is neither.");
        if (flags is { ScheduledFor: not null, Published: false })
            Warn("scheduled_for", "A scheduled item must also say published: true; this one will not be sent.");
        if (flags is { DryRun: true, Featured: true })
            Warn("dry_run", "A dry run can't be featured.");
        if (flags is { ExpiresAt: { } end, ScheduledFor: { } start } && string.CompareOrdinal(end, 0, start, 0, 10) < 0)
            Warn("expires_at", "It expires before it is scheduled.");

        void Warn(string flag, string message)
        {
            if (scope.Find(flag) is { } at) warn("flag.contradiction", message, at.Offset);
        }
    }

    /// <summary>An urgent announcement leads, unless its editor says otherwise.</summary>
    ItemFlags Urgent(ItemFlags flags, FlagScope scope)
    {
        if (flags.Urgency is not ("high" or "critical")) return flags;
        if (scope.Find("featured") is { Value: "false" } no)
            warn("flag.contradiction", $"An announcement of {flags.Urgency} urgency is featured as a rule; this one says featured: false, and that counts.", no.Offset);
        return flags with
        {
            Featured = scope.Truth("featured") ?? (flags is { Published: true, DryRun: false }),
            Priority = scope.Find("priority") is null ? flags.Urgency == "critical" ? 1 : 2 : flags.Priority,
        };
    }
}
