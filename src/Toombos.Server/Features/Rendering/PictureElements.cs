namespace Toombos.Server.Features.Rendering;

/// <summary>A draft's pictures as they stand in pages and letters: the first above the text, the others below it.</summary>
sealed record PictureElements(IReadOnlyList<Element> Above, IReadOnlyList<Element> Below)
{
    public static PictureElements Of(RenderRequest request)
    {
        var all = (from picture in request.Content.Pictures
                   where request.Pictures.ContainsKey(picture.FileId)
                   select new Element { Kind = "image", Url = request.Pictures[picture.FileId], Text = Printable.Of(picture.AltText ?? ""), Width = picture.Width, Height = picture.Height }).ToList();
        return new([.. all.Take(1)], [.. all.Skip(1)]);
    }
}
