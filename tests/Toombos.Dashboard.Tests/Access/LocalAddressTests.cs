using Toombos.Dashboard.Access;

namespace Toombos.Dashboard.Tests.Access;

/// <summary>Nobody is sent on to another site after signing in.</summary>
public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/documents")]
    [InlineData("/pieces/0197?tab=checks&x=1#content")]
    [InlineData("/settings/members?search=a%20b")]
    [InlineData("/sign-in?to=https://example.com")]
    public void A_path_of_this_site_passes(string address) => Assert.Equal(address, LocalAddress.Of(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("documents")]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/%2f/evil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/a/..//evil.example")]
    [InlineData(" /documents")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/documents\r\nSet-Cookie: a=b")]
    [InlineData("/documents%0d%0aSet-Cookie:a=b")]
    [InlineData("https:/evil.example")]
    [InlineData("@evil.example")]
    public void Whatever_may_lead_elsewhere_leads_home(string? address) => Assert.Equal("/", LocalAddress.Of(address));

    [Fact]
    public void A_path_without_end_leads_home() => Assert.Equal("/", LocalAddress.Of("/" + new string('a', 2000)));
}
