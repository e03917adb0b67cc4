using Microsoft.AspNetCore.Components;
using Toombos.Client;
using Toombos.Client.Events;
using Toombos.Dashboard.Shell;

namespace Toombos.Dashboard.Design;

/// <summary>What each page shares: reading with a visible outcome, acting with a visible outcome, and stopping when the page is left.</summary>
public abstract class Screen : ComponentBase, IDisposable
{
    readonly CancellationTokenSource _gone = new();

    protected Screen() => Gone = _gone.Token;

    [Inject] internal ToombosClient Client { get; set; } = default!;
    [Inject] internal Handover Handover { get; set; } = default!;
    [Inject] internal Notices Notices { get; set; } = default!;
    [Inject] internal CurrentWorkspace Workspace { get; set; } = default!;
    [Inject] internal CurrentPerson Person { get; set; } = default!;
    [Inject] internal IdentityCheck Identity { get; set; } = default!;
    [Inject] internal NavigationManager Navigation { get; set; } = default!;
    [Inject] internal LiveEvents Live { get; set; } = default!;
    [Inject] internal TimeProvider Clock { get; set; } = default!;

    IDisposable? _following;
    readonly List<WorkspaceEvent> _told = [];
    bool _refreshing;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone { get; }

    /// <summary>Why the page could not be read.</summary>
    internal Trouble? Trouble { get; private set; }

    /// <summary>True while an action runs; its button is disabled meanwhile.</summary>
    protected bool Busy { get; private set; }

    /// <summary>What the API said about fields of the last action.</summary>
    internal FieldErrors Errors { get; set; } = FieldErrors.None;

    /// <summary>Reads what the page shows; a failure becomes the page's error state.</summary>
    protected async Task ReadAsync(Func<Task> read)
    {
        Trouble = null;
        try
        {
            await read();
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            return; // nobody is looking any more
        }
        catch (ToombosApiException refused) when (refused.Code == "workspace.required")
        {
            Navigation.NavigateTo("/welcome");
        }
        catch (Exception e) when (Trouble.IsExpected(e))
        {
            Trouble = Trouble.From(e);
        }
    }

    /// <summary>What went wrong with the last action of a form, for the form to show.</summary>
    protected string? Problem { get; set; }

    /// <summary>
    /// Does something the person asked for. False when it failed: errors of fields are shown at them, anything else is said aloud,
    /// or stays in <see cref="Problem"/> when the form is <paramref name="inPlace"/>. <paramref name="answer"/> may take a refusal upon itself.
    /// </summary>
    protected async Task<bool> ActAsync(Func<Task> act, bool inPlace = false, Func<ToombosApiException, bool>? answer = null)
    {
        if (Busy) return false;
        (Busy, Errors, Problem) = (true, FieldErrors.None, null);
        StateHasChanged();
        try
        {
            return await ActAsSomeoneKnownAsync(act);
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            return false;
        }
        catch (ToombosApiException refused) when (answer?.Invoke(refused) == true)
        {
            return false;
        }
        catch (ToombosApiException refused) when (inPlace && refused.Errors.Count > 0)
        {
            Errors = new(refused.Errors);
            return false;
        }
        catch (Exception e) when (Trouble.IsExpected(e))
        {
            var trouble = Trouble.From(e);
            var said = trouble.SignedOut ? trouble.Title + ". " + trouble.Text : trouble.Text;
            if (inPlace) Problem = said;
            else Notices.Fail(said);
            return false;
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>Where the API wants a recent sign-in, the person shows that it is they, and the action is repeated.</summary>
    async Task<bool> ActAsSomeoneKnownAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (ToombosApiException stale) when (stale.Code == "session.stale" && Identity.CanAsk)
        {
            if (!await Identity.AskAsync()) return false;
        }
        await act();
        return true;
    }

    /// <summary>Things whose events make the page read anew what it shows, such as <c>piece</c>.</summary>
    protected virtual IReadOnlyList<string> Follows => [];

    /// <summary>Reads anew, because somebody changed something; what the person is in the middle of stays.</summary>
    protected virtual Task RefreshAsync() => Task.CompletedTask;

    /// <summary>Reads anew what these events tell of: everything, for pages that don't know better.</summary>
    protected virtual Task RefreshAsync(IReadOnlyList<WorkspaceEvent> told) => RefreshAsync();

    /// <summary>How long events are gathered before they are answered with a reading.</summary>
    protected virtual TimeSpan Breath => TimeSpan.FromMilliseconds(200);

    /// <summary>Only a page that is alive in the browser follows events; one that is drawn for the first look does not.</summary>
    protected override Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Follows.Count > 0) _following = Live.Follow(one =>
        {
            if (Follows.Any(thing => one.Kind.StartsWith(thing + ".", StringComparison.Ordinal))) _ = InvokeAsync(() => RefreshSoonAsync(one));
        });
        return Task.CompletedTask;
    }

    /// <summary>Many events at once make one reading, and one more for what comes during it.</summary>
    async Task RefreshSoonAsync(WorkspaceEvent one)
    {
        _told.Add(one);
        if (_refreshing) return;
        _refreshing = true;
        try
        {
            while (_told.Count > 0)
            {
                await Task.Delay(Breath, Clock, Gone);
                IReadOnlyList<WorkspaceEvent> told = [.. _told];
                _told.Clear();
                await RefreshAsync(told);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            return; // nobody is looking any more
        }
        finally
        {
            _refreshing = false;
        }
    }

    public void Dispose()
    {
        Leave();
        _following?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>For pages that hold more than a reading.</summary>
    protected virtual void Leave() { }
}
