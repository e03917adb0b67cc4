using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.LinkedIn;
using Toombos.Connectors.Channels.X;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Forms that take a connected account, a pasted token, or either.</summary>
public sealed class ConnectedFormTests
{
    static readonly Dictionary<string, string> Nothing = [], Stored = new() { ["accessToken"] = "kept" };
    static readonly string Id = Guid.NewGuid().ToString();

    [Fact]
    public void One_of_account_and_token_is_needed_and_not_both()
    {
        var form = AccountForm.Of<LinkedInAccount>();
        Assert.Equal(["connection"], form.Read([], Nothing).Errors.Keys);
        Assert.Equal(["accessToken"], form.Read(new() { ["connection"] = Id, ["accessToken"] = "t" }, Nothing).Errors.Keys);
        Assert.Equal("t", Assert.IsType<LinkedInAccount>(form.Read(new() { ["accessToken"] = "t" }, Nothing).Account).AccessToken);
        Assert.Equal(Id, Assert.IsType<LinkedInAccount>(form.Read(new() { ["connection"] = Id.ToUpperInvariant() }, Nothing).Account).Connection);
    }

    [Fact]
    public void Whoever_chooses_an_account_gives_up_the_token_that_is_stored()
    {
        var reading = AccountForm.Of<LinkedInAccount>().Read(new() { ["connection"] = Id }, Stored);
        Assert.Empty(reading.Errors);
        Assert.Empty(reading.Secrets);
    }

    [Theory]
    [InlineData("harbour")]
    [InlineData(null)]
    public void Where_no_token_is_taken_the_account_is_needed_and_is_an_id(string? given) =>
        Assert.Equal(["connection"], AccountForm.Of<XAccount>().Read(new JsonObject { ["connection"] = given }, Nothing).Errors.Keys);

    [Fact]
    public void The_form_says_what_it_takes()
    {
        var field = AccountForm.Of<LinkedInAccount>().Fields[0];
        Assert.Equal(("connection", FieldInput.Connection, "accessToken", false), (field.Name, field.Input, field.Instead, field.Required));
        Assert.True(AccountForm.Of<LinkedInAccount>().Fields.Single(f => f.Name == "organization").Listed);
        Assert.Equal(["connection"], AccountForm.Of<XAccount>().Fields.Where(f => f.Required).Select(f => f.Name));
    }
}
