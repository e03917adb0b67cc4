using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Bucket;

/// <summary>A folder of a bucket at a store that speaks as Amazon S3 does.</summary>
public sealed record BucketAccount : ChannelAccount
{
    [Display(Name = "Address of the store", Prompt = "https://account.r2.cloudflarestorage.com", Description = "Empty for Amazon S3.", Order = 1), WebAddress, StringLength(300), OwnsSecrets]
    public string? Endpoint { get; init; }

    [Display(Name = "Region", Description = "As the store calls it, such as eu-central-1; auto at Cloudflare R2.", Order = 2), Required, StringLength(50), RegularExpression("^[a-z0-9-]+$", ErrorMessage = "A region has small letters, digits and - only.")]
    public string Region { get; init; } = "us-east-1";

    [Display(Name = "Bucket", Order = 3), Required, StringLength(63, MinimumLength = 3), RegularExpression("^[a-z0-9][a-z0-9.-]*[a-z0-9]$", ErrorMessage = "A bucket's name has small letters, digits, . and - only.")]
    public string Bucket { get; init; } = "";

    [Display(Name = "Folder", Prompt = "news", Description = "Where the site is put; empty for the top.", Order = 4), StringLength(300)]
    [RegularExpression("^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?$", ErrorMessage = "Write a folder like sites/news, without a slash at its beginning.")]
    public string? Folder { get; init; }

    [Display(Name = "Access key id", Order = 5), Required, StringLength(200), OwnsSecrets]
    public string AccessKey { get; init; } = "";

    [Display(Name = "Secret access key", Description = "Of a key that may list this bucket, and read, write and delete in it.", Order = 6), Required, Secret]
    public string? SecretKey { get; init; }

    [Display(Name = "Public address", Description = "Where readers find what is in this folder.", Prompt = "https://news.example.com", Order = 7), Required, WebAddress, StringLength(500)]
    public string Address { get; init; } = "";

    [JsonIgnore] public override string Target => Address;

    [JsonIgnore] public override string? ShownAt => Address;

    /// <summary>What all keys of the site begin with.</summary>
    [JsonIgnore] public string Prefix => Folder is { Length: > 0 } folder ? folder.TrimEnd('/') + "/" : "";

    /// <summary>
    /// At Amazon the bucket is a part of the host's name, as Amazon asks for; except where it has dots in it, for which there is no certificate. Other stores
    /// have hosts of their own, and know the bucket by the path everywhere.
    /// </summary>
    [JsonIgnore]
    public string Base => (Endpoint, Bucket.Contains('.', StringComparison.Ordinal)) switch
    {
        ({ Length: > 0 } endpoint, _) => $"{endpoint.TrimEnd('/')}/{Bucket}/",
        (_, true) => $"https://{Amazon}/{Bucket}/",
        _ => $"https://{Bucket}.{Amazon}/",
    };

    string Amazon => $"s3.{Region}.amazonaws.com{(Region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}";
}
