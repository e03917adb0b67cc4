using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Tests.Hosting;

/// <summary>Whether networks can fetch pictures from here.</summary>
public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://news.example.com", true)]
    [InlineData("https://news.example.com:8443/", true)]
    [InlineData("http://news.example.com", false)]
    [InlineData("https://toombos", false)]
    [InlineData("https://toombos.localhost", false)]
    [InlineData("https://toombos.LAN", false)]
    [InlineData("https://192.168.1.7", false)]
    [InlineData("", false)]
    public void A_name_that_means_the_same_everywhere_can_be_fetched_from(string address, bool reachable) =>
        Assert.Equal(reachable, new PublicAddress(Options.Create(new IdentityOptions { PublicAddress = address }), null!).IsReachable);
}
