using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Git;

/// <summary>What runs where a repository is.</summary>
public enum GitHost
{
    [Display(Name = "GitHub")] GitHub,
    [Display(Name = "GitLab")] GitLab,
}

/// <summary>A folder of a repository.</summary>
public sealed record GitAccount : ChannelAccount
{
    [Display(Name = "Repository", Prompt = "https://github.com/owner/site", Description = "Its page's address.", Order = 1), Required, WebAddress, StringLength(300), OwnsSecrets]
    [RegularExpression(@"^https?://[^/]+(/[\w.-]+){2,8}/?$", ErrorMessage = "Enter the address of the repository's page, such as https://github.com/owner/site.")]
    public string Repository { get; init; } = "";

    [Display(Name = "It is at", Order = 2)]
    public GitHost Host { get; init; }

    [Display(Name = "Branch", Order = 3), Required, StringLength(200), RegularExpression(@"^[\w./-]+$", ErrorMessage = "A branch's name has letters, digits and . _ - / only.")]
    public string Branch { get; init; } = "main";

    [Display(Name = "Folder", Prompt = "content/posts", Description = "Where the files are written; empty for the top.", Order = 4), StringLength(300)]
    [RegularExpression(@"^(?!.*\.\.)[\w.-]+(/[\w.-]+)*/?$", ErrorMessage = "Write a folder like content/posts, without a slash at its beginning.")]
    public string? Folder { get; init; }

    [Display(Name = "Folder of pictures", Prompt = "static/pictures", Description = "Where the site keeps its pictures; empty puts them into a folder beside the pages.", Order = 5), StringLength(300)]
    [RegularExpression(@"^(?!.*\.\.)[\w.-]+(/[\w.-]+)*/?$", ErrorMessage = "Write a folder like static/pictures, without a slash at its beginning.")]
    public string? PicturesFolder { get; init; }

    [Display(Name = "Address of pictures", Prompt = "/pictures", Description = "Under which pages find that folder, where it is not the folder itself.", Order = 6), StringLength(300)]
    [RegularExpression(@"^(https?://[\w.:-]+)?(/[\w.-]+)+/?$", ErrorMessage = "Write an address like /pictures or https://cdn.example.com/pictures.")]
    public string? PicturesAddress { get; init; }

    [Display(Name = "Token", Description = "At GitHub a fine-grained token for this repository with contents: read and write; at GitLab a project token with the scope api and the role Developer.", Order = 7), Required, Secret, StringLength(300)]
    public string? Token { get; init; }

    [Display(Name = "Interface", Prompt = "https://git.example.com/api/v3", Description = "Only where it is not at its usual place, as for GitHub Enterprise Server.", Order = 8), WebAddress, StringLength(300), OwnsSecrets]
    public string? Interface { get; init; }

    [JsonIgnore] public override string Target => $"{Project}, {Branch}";

    /// <summary>Owner and name, or a GitLab's groups and name.</summary>
    [JsonIgnore] public string Project => new Uri(Repository).AbsolutePath.Trim('/');

    [JsonIgnore]
    public string Api => Interface?.TrimEnd('/') ?? (Host, new Uri(Repository)) switch
    {
        (GitHost.GitLab, var there) => there.GetLeftPart(UriPartial.Authority) + "/api/v4",
        (_, { Host: "github.com" or "www.github.com" }) => "https://api.github.com",
        (_, var there) => there.GetLeftPart(UriPartial.Authority) + "/api/v3",
    };
}
