using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Audiences;
using Toombos.Client.Workspaces;
using Toombos.Server.Features.Rendering;

namespace Toombos.Server.Features.Audiences;

/// <summary>Whoever holds a link, as far as the page speaks of them: never by their address.</summary>
sealed record ListReader(SubscriberState State, string List, Brand Brand);

/// <summary>What readers are told on the page behind the link.</summary>
sealed class UnsubscribePages(HttpResponse response)
{
    /// <summary>The field and the value that RFC 8058 prescribes; the page's own button sends the same.</summary>
    public const string ListUnsubscribe = "List-Unsubscribe", OneClick = "One-Click";
    public const string Action = "action", Everything = "everything", Again = "again";

    static readonly Brand Nobody = new() { Name = "Newsletter" };

    public ContentHttpResult Ask(ListReader reader) => Show(new(reader.Brand)
    {
        Title = "Unsubscribe?", Text = $"You will get no more letters of {Named(reader)}. It takes effect at once.",
        Buttons = [new(ListUnsubscribe, OneClick, "Unsubscribe", IsMain: true), new(Action, Everything, $"Unsubscribe from everything by {reader.Brand.Name}")],
    });

    public ContentHttpResult Left(ListReader reader) => Show(Undo(reader) with { Title = "You are unsubscribed", Text = $"You get no more letters of {Named(reader)}." });

    public ContentHttpResult LeftEverything(ListReader reader) => Show(Undo(reader) with { Title = "You are unsubscribed", Text = $"Nothing more is sent to you by {reader.Brand.Name}." });

    public ContentHttpResult Back(ListReader reader) => Show(new(reader.Brand) { Title = "You are subscribed again", Text = $"The letters of {Named(reader)} go on as before." });

    public ContentHttpResult Full(ListReader reader) => Show(
        new(reader.Brand) { Title = "The list is full", Text = "Just now nobody more can be taken in. Answer one of the letters, or try again later." }, StatusCodes.Status409Conflict);

    public ContentHttpResult Closed(ListReader reader) => Show(
        new(reader.Brand) { Title = "This address is closed", Text = "Letters to your address came back or were reported, so none is sent to it. Write to the sender if you want them again." }, StatusCodes.Status409Conflict);

    public ContentHttpResult Gone() => Show(new(Nobody) { Title = "You are unsubscribed", Text = "Your address is not on this list any more. Nothing is sent to it." });

    public ContentHttpResult Unknown() => Show(new(Nobody)
    {
        Title = "This link is not complete", Text = "Open it from the letter again, or copy all of it. If it stays so, answer the letter and ask to be taken off the list.",
    }, StatusCodes.Status404NotFound);

    static ReaderPage Undo(ListReader reader) => new(reader.Brand)
    {
        Title = "", Text = "", Question = reader.State == SubscriberState.Suppressed ? null : "Was that a mistake?",
        Buttons = reader.State == SubscriberState.Suppressed ? [] : [new(Action, Again, "Subscribe again")],
    };

    static string Named(ListReader reader) => $"“{reader.List}” by {reader.Brand.Name}";

    ContentHttpResult Show(ReaderPage page, int status = StatusCodes.Status200OK)
    {
        response.Headers.ContentSecurityPolicy = page.Policy;
        response.Headers.CacheControl = "no-store";
        return TypedResults.Content(page.Render(), "text/html; charset=utf-8", statusCode: status);
    }
}
