namespace Toombos.Server.Platform.Http;

/// <summary>The one answer for what is not there and for what belongs to somebody else.</summary>
public static class Missing
{
    public static DomainRuleException Of(string thing) =>
        new($"{thing.Replace(' ', '-')}.not-found", $"There is no {thing} with this id or name in the workspace.", StatusCodes.Status404NotFound);
}
