using System.Globalization;
using System.Text;
using Toombos.Connectors.Channels.Bucket;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Signatures as Amazon has published them: those of its Signature Version 4 test suite, and the examples of the S3 documentation.</summary>
public sealed class AwsSignatureTests
{
    [Theory]
    [InlineData("GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")] // get-vanilla
    [InlineData("POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")] // post-vanilla
    [InlineData("GET", "/?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")] // get-vanilla-query-order-key-case
    [InlineData("GET", "/?Param1=value1", "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb")] // get-vanilla-empty-query-key
    [InlineData("GET", "/ሴ", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85")] // get-utf8
    public void The_suite_is_signed_as_it_says(string method, string path, string signature)
    {
        var signer = new AwsSigner("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service", new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));
        Assert.Equal($"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature={signature}",
            AwsSignature.Of(signer, new(method), new("https://example.amazonaws.com" + path), [("X-Amz-Date", signer.Moment)], AwsSignature.Hash([])));
    }

    [Theory]
    [InlineData("GET", "test.txt", "", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41", "Range=bytes=0-9")]
    [InlineData("PUT", "test%24file.text", "Welcome to Amazon S3.", "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd", "Date=Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class=REDUCED_REDUNDANCY")]
    [InlineData("GET", "?lifecycle", "", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("GET", "?max-keys=2&prefix=J", "", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void The_examples_of_S3_are_signed_as_they_say(string method, string path, string body, string signature, params string[] headers)
    {
        var signer = new AwsSigner("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", "s3", DateTimeOffset.Parse("2013-05-24T00:00:00Z", CultureInfo.InvariantCulture));
        var hash = AwsSignature.Hash(Encoding.UTF8.GetBytes(body));
        Assert.EndsWith($"Signature={signature}", AwsSignature.Of(signer, new(method), new("https://examplebucket.s3.amazonaws.com/" + path),
            [.. headers.Select(h => h.Split('=', 2)).Select(h => (h[0], h[1])), ("x-amz-content-sha256", hash), ("x-amz-date", signer.Moment)], hash), StringComparison.Ordinal);
    }
}
