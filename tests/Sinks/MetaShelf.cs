using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>A picture as Threads or Instagram was told of it.</summary>
public sealed record MetaPicture(string Address, string Words);

/// <summary>A post that is made and not yet published.</summary>
public sealed class MetaContainer
{
    public required JsonObject Body { get; init; }
    public required IReadOnlyList<MetaPicture> Pictures { get; init; }
    public string? State { get; set; }
    public int Looks { get; set; }
}

/// <summary>Containers of Threads and Instagram: worked on for a while, published once, thrown away after a day.</summary>
public sealed class MetaShelf(string state, string error)
{
    readonly Dictionary<string, MetaContainer> _all = [];

    public IReadOnlyDictionary<string, MetaContainer> All => _all;

    /// <summary>Whether pictures are fetched for a while before a container is ready.</summary>
    public bool Slow { get; set; } = true;

    /// <summary>Whether the address of a picture can be fetched.</summary>
    public Func<string, bool> Reaches { get; set; } = address => address.StartsWith("https://", StringComparison.Ordinal);

    /// <summary>A day goes by.</summary>
    public void Expire()
    {
        foreach (var container in _all.Values.Where(c => c.State != "PUBLISHED")) container.State = "EXPIRED";
    }

    public ServiceReply Add(JsonObject body, int mostChildren)
    {
        var pictures = new List<MetaPicture>();
        if (body["image_url"] is { } address) pictures.Add(new($"{address}", $"{body["alt_text"]}"));
        if (body["children"] is { } listed)
        {
            var children = $"{listed}".Split(',');
            if (children.Length < 2 || children.Length > mostChildren) return GraphSink.Error(400, 100, "Param children has a wrong number of items");
            foreach (var child in children)
            {
                if (!_all.TryGetValue(child, out var item) || StateOf(item) != "FINISHED" || item.Body["is_carousel_item"] is null) return GraphSink.Error(400, 100, "A child of the carousel is not ready");
                pictures.AddRange(item.Pictures);
            }
        }
        var id = $"c{_all.Count + 1}";
        _all[id] = new() { Body = body, Pictures = pictures };
        return ServiceReply.Of(new JsonObject { ["id"] = id });
    }

    public MetaContainer? Take(string id, out ServiceReply? refusal)
    {
        refusal = null;
        if (!_all.TryGetValue(id, out var container) || container.State is "PUBLISHED" or "EXPIRED") refusal = GraphSink.Error(400, 24, "The requested resource does not exist");
        else if (StateOf(container) != "FINISHED") refusal = GraphSink.Error(400, 9007, "The media is not ready to be published");
        if (refusal is not null) return null;
        container!.State = "PUBLISHED";
        return container;
    }

    /// <summary>Each look brings it nearer to its end.</summary>
    public ServiceReply Show(string id)
    {
        if (!_all.TryGetValue(id, out var container)) return GraphSink.Error(400, 24, "The requested resource does not exist");
        container.Looks++;
        var shown = StateOf(container);
        return ServiceReply.Of(new JsonObject { [error] = shown == "ERROR" ? "FAILED_DOWNLOADING_MEDIA" : null, [state] = shown, ["id"] = id });
    }

    string StateOf(MetaContainer container) => container.State
        ?? (container.Pictures.Any(p => !Reaches(p.Address)) ? "ERROR" : !Slow || container.Pictures.Count == 0 || container.Looks > 1 ? "FINISHED" : "IN_PROGRESS");
}
