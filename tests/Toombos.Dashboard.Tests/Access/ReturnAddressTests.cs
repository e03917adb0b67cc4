using Toombos.Client.Access;
using Toombos.Dashboard.Access;

namespace Toombos.Dashboard.Tests.Access;

/// <summary>A sign-in never leads off this site, whatever the address asks for.</summary>
public class ReturnAddressTests
{
    static Session SessionIn(Guid? workspace) => new() { Id = Guid.NewGuid(), PersonId = Guid.NewGuid(), PersonName = "Ines", WorkspaceId = workspace, ExpiresAt = DateTimeOffset.MaxValue };

    [Theory]
    [InlineData("/sources?tab=text#line", "/sources?tab=text#line")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("/\t/evil.example/", "/")]
    [InlineData("/a\\b", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/sign-in", "/")]
    [InlineData("/sign-out", "/")]
    public void Only_pages_of_ours_are_returned_to(string? asked, string leads) => Assert.Equal(leads, ReturnAddress.After(SessionIn(Guid.NewGuid()), asked));

    [Theory]
    [InlineData("/sources", "/welcome")]
    [InlineData(null, "/welcome")]
    [InlineData("/invitation/0123456789abcdef0123", "/invitation/0123456789abcdef0123")]
    public void Who_works_nowhere_yet_makes_a_workspace_or_follows_an_invitation(string? asked, string leads) => Assert.Equal(leads, ReturnAddress.After(SessionIn(null), asked));

    [Fact]
    public void A_foreign_address_is_not_handed_on() => Assert.Equal("", ReturnAddress.Query("//evil.example"));
}
