using System.Globalization;
using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Checks.Rules;

/// <summary>What the types and flags of the used items ask of an editor: advice, never a reason to stop.</summary>
sealed class ItemRules(DraftView draft)
{
    readonly List<Finding> findings = [];

    public static IReadOnlyList<Finding> Run(DraftView draft)
    {
        var rules = new ItemRules(draft);
        foreach (var item in draft.Items) rules.Item(item);
        rules.Whole();
        return rules.findings;
    }

    void Warn(string code, string message) => findings.Add(new(code, Severity.Warning, message));

    void Whole()
    {
        var limits = CheckLimits.Current;
        if (draft.Items.Count(i => i.Flags.Featured) is var featured && featured > limits.Featured)
            Warn("item.too-many-featured", string.Create(CultureInfo.InvariantCulture, $"{featured} items are featured; readers notice {limits.Featured} at most."));
        if (draft.Family != ChannelFamily.Web || draft.Items is not [var only]) return;
        if (only.Type == ItemType.Blog && draft.BodyWords < limits.BlogWords)
            Warn("length.short-blog", string.Create(CultureInfo.InvariantCulture, $"The blog post has {draft.BodyWords} words; {limits.BlogWords} or more are found and read more often."));
        if (only.Type == ItemType.Update && draft.BodyWords > limits.UpdateWords)
            Warn("length.long-update", string.Create(CultureInfo.InvariantCulture, $"The update has {draft.BodyWords} words; keep it under {limits.UpdateWords} or make it a blog post."));
    }

    void Item(Item item)
    {
        var flags = item.Flags;
        if (flags.DryRun) findings.Add(new("item.dry-run", Severity.Info, $"“{item.Title}” is marked dry_run: it is for preview only and is never sent."));
        if (flags.Priority <= 2 && flags.Channels.Count > 0 && !flags.Channels.Contains("email", StringComparer.OrdinalIgnoreCase))
            Warn("item.priority-without-email", $"“{item.Title}” has priority {flags.Priority} but does not go out by email.");
        if (flags.Author is { Length: > 100 }) Warn("item.author-too-long", $"The author of “{item.Title}” has more than 100 characters.");
        Body(item);
        Tags(item);
        Announcement(item);
        Schedule(item);
    }

    void Body(Item item)
    {
        var body = item.Body;
        if (item.Title.Length is 0 or > 200) Warn("item.title-length", "An item's title has 1 to 200 characters.");
        if (body.Trim().Length < 10 || Words.Count(body) < 3) Warn("item.body-too-short", $"“{item.Title}” says too little: write at least three words.");
        if (item.Type != ItemType.Blog) return;
        if (item.Category is null) Warn("item.no-category", $"The blog item “{item.Title}” needs a category.");
        if (item.Flags.TargetKeywords.Count > 5) Warn("item.too-many-keywords", $"“{item.Title}” has more than 5 target keywords.");
    }

    void Tags(Item item)
    {
        var limit = CheckLimits.Current.ItemTags.GetValueOrDefault(item.Type == ItemType.Blog ? "blog" : "update", int.MaxValue);
        if (item.Tags.Count > limit) Warn("item.too-many-tags", string.Create(CultureInfo.InvariantCulture, $"“{item.Title}” has {item.Tags.Count} tags; {limit} are enough."));
        if (item.Tags.Any(t => t.Length > 50)) Warn("item.tag-too-long", $"A tag of “{item.Title}” has more than 50 characters.");
    }

    void Announcement(Item item)
    {
        if (item is not { Type: ItemType.Announcement, Flags: { Urgency: { } urgency } flags }) return;
        var level = urgency.ToLowerInvariant();
        if (level is not ("low" or "medium" or "normal" or "high" or "critical")) Warn("item.urgency", $"“{urgency}” is no urgency: low, medium, high or critical.");
        if (level is "high" or "critical" && !flags.Featured) Warn("item.urgent-not-featured", $"“{item.Title}” is {level} but not featured.");
        if ((level == "critical" && flags.Priority != 1) || (level == "high" && flags.Priority > 2))
            Warn("item.urgent-priority", $"“{item.Title}” is {level}: give it priority {(level == "critical" ? 1 : 2)}.");
    }

    /// <summary>Times without a zone are the workspace's; others are taken there.</summary>
    void Schedule(Item item)
    {
        if (item.Flags.ScheduledFor is not { } text) return;
        var dayOnly = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        DateTime local;
        if (dayOnly) local = day.ToDateTime(new TimeOnly(12, 0));
        else if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) && time.Kind == DateTimeKind.Unspecified) local = time;
        else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact))
            local = TimeZoneInfo.TryFindSystemTimeZoneById(draft.Input.Brand.TimeZone, out var zone) ? TimeZoneInfo.ConvertTime(exact, zone).DateTime : exact.DateTime;
        else return;
        var hours = CheckLimits.Current.Day;
        if (!dayOnly && (local.Hour < hours[0] || local.Hour >= hours[1]))
            Warn("schedule.night", string.Create(CultureInfo.InvariantCulture, $"“{item.Title}” is scheduled for {local:HH:mm}, when most people sleep: choose a time between {hours[0]} and {hours[1]}."));
        if (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) Warn("schedule.weekend", $"“{item.Title}” is scheduled for a {local.DayOfWeek}: fewer people read at the weekend.");
    }
}
