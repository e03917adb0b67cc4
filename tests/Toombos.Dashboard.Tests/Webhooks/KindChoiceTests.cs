using Toombos.Client.Access;
using Toombos.Client.Events;
using Toombos.Dashboard.Webhooks;

namespace Toombos.Dashboard.Tests.Webhooks;

/// <summary>What a webhook hears of: single kinds, or things whole, and never more than the person may see.</summary>
public class KindChoiceTests
{
    static readonly EventThing Job = EventKinds.Things.Single(t => t.Thing == EventKinds.Job);

    static KindChoice Choice(params string[] picked) => new(_ => true, picked);

    [Fact]
    public void A_thing_that_is_taken_whole_stands_for_its_kinds()
    {
        var choice = Choice("job.failed", "draft.approved");
        choice.TurnWhole(Job);
        Assert.Equal(["draft.approved", "job"], choice.Picked);
        Assert.All(Job.Kinds, kind => Assert.True(choice.Has(Job, kind)));
        choice.TurnWhole(Job);
        Assert.Equal(["draft.approved"], choice.Picked);
    }

    [Fact]
    public void Every_ready_made_choice_names_only_what_there_is()
    {
        var words = EventKinds.Things.SelectMany(t => t.Kinds.Prepend(t.Thing)).ToList();
        Assert.All(KindChoice.Presets, preset => Assert.Empty(preset.Kinds.Except(words)));
        Assert.Equal(["publication.published", "publication.failed", "job.failed", "draft.approved"], KindChoice.Presets[0].Kinds);
    }

    [Fact]
    public void A_ready_made_choice_takes_the_place_of_what_was_picked()
    {
        var choice = Choice("source");
        choice.Choose(KindChoice.Presets[0].Kinds);
        Assert.True(choice.IsChosen(KindChoice.Presets[0].Kinds));
        Assert.False(choice.IsChosen(KindChoice.Presets[1].Kinds));
        Assert.DoesNotContain("source", choice.Picked);
    }

    [Fact]
    public void What_the_person_may_not_see_is_not_offered_and_stays_as_it_was()
    {
        var choice = new KindChoice(scope => scope == Scopes.JobsRead, ["member.added", "job.failed"]);
        Assert.Equal([EventKinds.Job, EventKinds.Alert], choice.Offered.Select(t => t.Thing));
        choice.Choose(KindChoice.Presets[2].Kinds);
        Assert.Equal(["job", "alert", "member.added"], choice.Picked);
        Assert.True(choice.IsChosen(KindChoice.Presets[2].Kinds));
        Assert.Equal(["member.added"], choice.Unseen);
    }
}
