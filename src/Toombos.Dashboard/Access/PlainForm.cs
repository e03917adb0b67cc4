using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Dashboard.Design;

namespace Toombos.Dashboard.Access;

/// <summary>
/// What pages before sign-in share: a form that is posted to its own page and works without a script, and a sentence for whatever the API
/// refuses. What was typed stays in the form; passwords do not.
/// </summary>
public abstract class PlainForm : ComponentBase
{
    [Inject] internal ToombosClient Client { get; set; } = default!;
    [Inject] internal NavigationManager Navigation { get; set; } = default!;
    [CascadingParameter] internal HttpContext? Context { get; set; }

    /// <summary>What went wrong, where no single field is to blame.</summary>
    protected string? Problem { get; set; }

    /// <summary>Stable code of what went wrong.</summary>
    protected string? Code { get; private set; }

    /// <summary>What the API said about single fields.</summary>
    internal FieldErrors Errors { get; set; } = FieldErrors.None;

    protected CancellationToken Gone => Context?.RequestAborted ?? CancellationToken.None;

    /// <summary>True when it worked; else the page says why not.</summary>
    protected async Task<bool> TryAsync(Func<Task> act)
    {
        (Problem, Code, Errors) = (null, null, FieldErrors.None);
        try
        {
            await act();
            return true;
        }
        catch (ToombosApiException refused) when (refused.Errors.Count > 0)
        {
            (Errors, Code) = (new(refused.Errors), refused.Code);
        }
        catch (ToombosApiException refused)
        {
            (Problem, Code) = (refused.Message, refused.Code);
        }
        catch (Exception e) when (Trouble.IsExpected(e))
        {
            (Problem, Code) = ("The server can't be reached just now. Nothing was done; try again in a moment.", "unreachable");
        }
        return false;
    }

    /// <summary>Keeps the session in the browser's cookie and goes where the person wanted to.</summary>
    protected async Task EnterAsync(Session session, string? to)
    {
        await SignInCookie.SignInAsync(Context!, session);
        Navigation.NavigateTo(ReturnAddress.After(session, to), forceLoad: true);
    }
}
