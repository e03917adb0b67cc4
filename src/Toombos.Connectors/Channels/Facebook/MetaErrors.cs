using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Facebook;

/// <summary>What the numbers of Meta's errors mean. Sources: developers.facebook.com/docs/graph-api/guides/error-handling and developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes.</summary>
static class MetaErrors
{
    public static ChannelAnswer Refusal(ApiAnswer answer)
    {
        var (code, part, said) = (answer.Text("error", "code"), answer.Text("error", "error_subcode"), answer.Text("error", "error_user_msg") ?? answer.Text("error", "message"));
        var service = answer.Call.Service;
        return (code, part) switch
        {
            (_, "2207042") => new ChannelAnswer.TryLater(ChannelProblem.Quota, $"The account has published all that {service} allows in a day.", TimeSpan.FromHours(1), answer.Said),
            (_, "2207050" or "2207051") => new ChannelAnswer.Rejected(ChannelProblem.Permission, $"{service} has restricted the account, or takes the post for spam. Sign in there to see why. It said: {said}", answer.Said),
            (_, "2207003" or "2207052") or ("9004", _) => new ChannelAnswer.Rejected(ChannelProblem.Media, $"{service} could not fetch a picture from this server. See that its address can be reached from everywhere. {service} said: {said}", answer.Said),
            (_, "2207009") or ("36003", _) => new ChannelAnswer.Rejected(ChannelProblem.Media, $"{service} does not take a picture of this shape. It said: {said}", answer.Said),
            ("1366046", _) or (_, "1366046") => new ChannelAnswer.Rejected(ChannelProblem.Media, $"{service} does not take a picture of this size or format. It said: {said}", answer.Said),
            ("190" or "102", _) => new ChannelAnswer.Rejected(ChannelProblem.Auth, $"{service} no longer accepts the token. Make a new one and enter it, or connect the account again.", answer.Said),
            ("10" or "200" or "3", _) => new ChannelAnswer.Rejected(ChannelProblem.Permission, $"The token has not the rights that are needed. {service} said: {said}", answer.Said),
            ("4" or "17" or "32" or "613" or "1390008", _) => new ChannelAnswer.TryLater(ChannelProblem.Rate, $"{service} takes no more just now.", answer.Answered!.RetryAfter ?? TimeSpan.FromMinutes(10), answer.Said),
            ("368" or "1346003" or "4854002", _) => new ChannelAnswer.Rejected(ChannelProblem.Permission, $"{service} has blocked the account for a while, or asks who it is. Sign in there to see why. It said: {said}", answer.Said),
            ("506", _) => new ChannelAnswer.Rejected(ChannelProblem.Duplicate, $"{service} has a post of the same words already.", answer.Said),
            ("1404102" or "1609008" or "100", _) or (_, "2207010") => new ChannelAnswer.Rejected(ChannelProblem.Content, $"{service} does not take this text. It said: {said}", answer.Said),
            ("2635", _) => new ChannelAnswer.Rejected(ChannelProblem.Version, $"{service} no longer speaks the version that Toombos does. Update Toombos.", answer.Said),
            ("1" or "2", _) => new ChannelAnswer.TryLater(ChannelProblem.Transient, $"{service} is in trouble.", answer.Answered!.RetryAfter, answer.Said),
            _ => answer.Refusal(said),
        };
    }

    /// <summary>What was asked for is no longer there, or never was: an error of its own at Meta.</summary>
    public static bool IsGone(ApiAnswer answer) => (answer.Text("error", "code"), answer.Text("error", "error_subcode")) is ("24", _) or ("100", "33");
}
