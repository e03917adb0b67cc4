namespace Toombos.Sinks;

/// <summary>A site with one page that says of itself what a test wants, and a picture.</summary>
public sealed class PageSink : ServiceSink
{
    public string Html { get; set; } = "";
    public byte[] Picture { get; set; } = [];
    public string PictureType { get; set; } = "image/png";

    protected override ServiceReply Handle(TakenRequest request) => request.Path switch
    {
        "/news" => new(200, Html, ("Content-Type", "text/html; charset=utf-8")),
        "/moved" => new(302, "", ("Location", "/news")),
        "/ferry.png" => new(200, "", ("Content-Type", PictureType)) { Bytes = Picture },
        _ => new(404, "", ("Content-Type", "text/html")),
    };
}
