using System.Text;
using System.Text.RegularExpressions;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Bucket;

/// <summary>
/// What a store's answer that is not good means. Source: docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; other stores use the same codes.
/// </summary>
static partial class BucketRefusal
{
    public static ChannelAnswer Of(ApiAnswer answer, BucketAccount account)
    {
        if (answer.Failure is { } failure) return failure;
        var text = Encoding.UTF8.GetString(answer.Answered!.Body.Span);
        var (code, words) = (Of(Code(), text), Of(Message(), text));
        var said = code is null ? answer.Said : AnswerText.Of(words is null ? code : $"{code}: {words}", account.SecretKey);
        return (answer.Status, code) switch
        {
            (401, _) or (_, "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken") =>
                Rejected(ChannelProblem.Auth, "The store does not know this access key, or its secret is another one. Enter both again."),
            (_, "RequestTimeTooSkewed") => Later(ChannelProblem.Transient, "The clocks of this server and of the store are too far apart. Ask the operator to set this server's clock."),
            (_, "NoSuchBucket") => Rejected(ChannelProblem.Permission, $"There is no bucket {account.Bucket} there. Make it, or correct its name."),
            (301 or 307, _) or (_, "PermanentRedirect" or "AuthorizationHeaderMalformed") => Rejected(ChannelProblem.Permission, (answer.Answered.Header("x-amz-bucket-region") ?? Of(Region(), text)) is { } region
                ? $"The bucket {account.Bucket} is in the region {AnswerText.Line(region, 50)}. Enter that one." : $"The bucket {account.Bucket} is in another region than {account.Region}. Look it up at the store, and enter it."),
            (403, _) => Rejected(ChannelProblem.Permission, $"The store does not let this key do that in the bucket {account.Bucket}. Give it the right to list the bucket, and to read, write and delete what is in it."),
            (429 or 503, _) or (_, "SlowDown") => Later(ChannelProblem.Rate, "The store takes no more just now."),
            (409 or 412, _) => Later(ChannelProblem.Transient, "Somebody else wrote to this site at the same moment; it is looked at again."),
            (507, _) or (_, "QuotaExceeded") => Rejected(ChannelProblem.Quota, "The store has no room left. Make some there, then retry."),
            (501, _) => Rejected(ChannelProblem.Version, "The store does not know conditional writes (If-Match), without which two writers could mix their sites. Use a store that does."),
            _ => answer.Refusal(said),
        };

        ChannelAnswer.Rejected Rejected(ChannelProblem problem, string sentence) => new(problem, sentence, said);
        ChannelAnswer.TryLater Later(ChannelProblem problem, string sentence) => new(problem, sentence, answer.Answered!.RetryAfter, said);
    }

    static string? Of(Regex element, string text) => element.Match(text) is { Success: true } found ? found.Groups[1].Value : null;

    [GeneratedRegex("<Code>([A-Za-z]+)</Code>", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex("<Message>([^<]*)</Message>", RegexOptions.NonBacktracking)]
    private static partial Regex Message();

    [GeneratedRegex("<Region>([^<]+)</Region>", RegexOptions.NonBacktracking)]
    private static partial Regex Region();
}
