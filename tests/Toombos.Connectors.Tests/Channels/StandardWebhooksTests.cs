using CsCheck;
using Toombos.Connectors.Channels.Webhook;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Signatures as the published libraries of Standard Webhooks make and check them.</summary>
public class StandardWebhooksTests
{
    const string Key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Id = "msg_p5jXN8AQM9LWM0D4loKWxJek", Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Fact]
    public void The_published_example_comes_out()
    {
        Assert.Equal(Signature, StandardWebhooks.Sign(Id, At, "{\"test\": 2432232314}"u8, [Key]));
        Assert.True(StandardWebhooks.Verify(Id, "1614265330", $"v1,abcd {Signature} v2,other", "{\"test\": 2432232314}"u8, Key, At));
    }

    [Theory]
    [InlineData(Id + "x", "1614265330", Signature, 0)]
    [InlineData(Id, "1614265331", Signature, 0)]
    [InlineData(Id, "1614265330", "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0)]
    [InlineData(Id, "1614265330", "", 0)]
    [InlineData(Id, "1614265330", Signature, 301)]
    [InlineData(Id, "1614265330", Signature, -301)]
    [InlineData(Id, "-1", Signature, 0)]
    [InlineData(Id, "9223372036854775807", Signature, 0)]
    [InlineData(Id, " 1614265330", Signature, 0)]
    public void What_was_changed_or_is_old_does_not_pass(string id, string timestamp, string signature, int late) =>
        Assert.False(StandardWebhooks.Verify(id, timestamp, signature, "{\"test\": 2432232314}"u8, Key, At.AddSeconds(late)));

    [Theory]
    [InlineData("", false), InlineData("whsec_", false), InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false), InlineData("whsec_short", false), InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS*", false), InlineData(Key, true)]
    public void A_key_is_the_prefix_and_24_to_64_bytes(string key, bool right) => Assert.Equal(right, StandardWebhooks.IsKey(key));

    [Fact]
    public void Whatever_is_signed_is_verified_and_by_no_other_key() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 40], Gen.Byte.Array[0, 500], Gen.Int[0, int.MaxValue]).Sample((id, body, seconds) =>
        {
            var (at, keys) = (DateTimeOffset.FromUnixTimeSeconds(seconds), new[] { StandardWebhooks.NewKey(), StandardWebhooks.NewKey() });
            var signatures = StandardWebhooks.Sign(id, at, body, keys);
            return keys.All(StandardWebhooks.IsKey) && keys.All(key => StandardWebhooks.Verify(id, $"{seconds}", signatures, body, key, at))
                && !StandardWebhooks.Verify(id, $"{seconds}", signatures, body, StandardWebhooks.NewKey(), at) && !StandardWebhooks.Verify(id, $"{seconds}", signatures, [.. body, 0], keys[0], at);
        }, iter: 200);
}
