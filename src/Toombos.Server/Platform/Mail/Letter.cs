using System.Net;

namespace Toombos.Server.Platform.Mail;

/// <summary>A mail to a person: a few sentences and at most one link. The same words as plain text and as HTML.</summary>
public sealed record Letter
{
    /// <summary>What the log may call it: no name, no address.</summary>
    public required string Kind { get; init; }
    public required string To { get; init; }
    public required string ToName { get; init; }
    public required string Subject { get; init; }

    /// <summary>Plain paragraphs; whatever people wrote in them is escaped.</summary>
    public required IReadOnlyList<string> Paragraphs { get; init; }

    /// <summary>Words on the button and where it leads.</summary>
    public (string Words, string Address)? Link { get; init; }

    /// <summary>Stands below the link.</summary>
    public string? Closing { get; init; }

    public string Text => string.Join("\n\n", (IEnumerable<string>)[.. Paragraphs, .. Link is { } link ? [$"{link.Words}:\n{link.Address}"] : Array.Empty<string>(), .. Closing is null ? [] : new[] { Closing }]) + "\n";

    public string Html
    {
        get
        {
            static string P(string text) => $"<p style=\"margin:0 0 16px\">{WebUtility.HtmlEncode(text)}</p>";
            var button = Link is not { } link ? "" :
                $"<p style=\"margin:0 0 16px\"><a href=\"{WebUtility.HtmlEncode(link.Address)}\" style=\"display:inline-block;padding:12px 20px;border-radius:12px;background:#A25A2A;color:#ffffff;text-decoration:none\">{WebUtility.HtmlEncode(link.Words)}</a></p>"
                + $"<p style=\"margin:0 0 16px;font-size:13px;color:#6B6156\">Or open this address: {WebUtility.HtmlEncode(link.Address)}</p>";
            return $"""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(Subject)}</title></head>
                <body style="margin:0;padding:24px;background:#F7F1E8;color:#2E2A25;font:16px/1.5 Georgia,serif">
                <div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:16px">{string.Concat(Paragraphs.Select(P))}{button}{(Closing is null ? "" : P(Closing))}</div>
                </body></html>
                """;
        }
    }
}
