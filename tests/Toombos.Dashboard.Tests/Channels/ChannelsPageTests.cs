using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Channels;
using Toombos.Client.Connections;
using Toombos.Dashboard.Channels;

namespace Toombos.Dashboard.Tests.Channels;

/// <summary>Connected channels: connected with the fields of their kind, checked with what was found, keys shown once, disconnected only on purpose.</summary>
public class ChannelsPageTests : PageTest
{
    static readonly Channel Mail = new()
    {
        Id = Guid.Parse("44444444-4444-7444-8444-444444444444"), Name = "Newsletter", Kind = "email", State = ChannelState.Ready, CreatedAt = Tidewater.CreatedAt, Takes = ["email"],
        Secrets = ["password"], Target = "news@tidewater.example through smtp.tidewater.example",
        Settings = new() { ["host"] = "smtp.tidewater.example", ["port"] = 587, ["user"] = "ada", ["from"] = "news@tidewater.example", ["fromName"] = "Tidewater", ["security"] = "auto" },
    };

    static readonly Channel Hook = new()
    {
        Id = Guid.Parse("55555555-5555-7555-8555-555555555555"), Name = "CRM", Kind = "webhook", State = ChannelState.Refused, CreatedAt = Tidewater.CreatedAt, Takes = ["web"], Secrets = ["signingKey"], Target = "https://crm.example/hook",
        Settings = new() { ["address"] = "https://crm.example/hook" }, CheckedAt = Tidewater.CreatedAt, Problem = "The address answered 401.",
    };

    static readonly IReadOnlyList<Connector> Connectors =
    [
        new()
        {
            Kind = "email", Name = "Email", Purpose = "Mails.", Publishes = Publishes.Letters, Takes = ["email"], Removes = false, Fields =
            [
                Field("from", "Sender's address"), Field("fromName", "Sender's name"), Field("replyTo", "Answers go to", required: false), Field("host", "Mail server"),
                Field("port", "Port") with { Input = FieldInput.Number, Least = 1, Most = 65535, Default = "587" }, Field("user", "User", required: false),
                Field("security", "Protection") with { Input = FieldInput.Choice, Choices = [new("auto", "As the port asks"), new("none", "None")], Default = "auto" },
                Field("password", "Password", required: false) with { Input = FieldInput.Secret },
            ],
        },
        new() { Kind = "webhook", Name = "Webhook", Purpose = "A message.", Publishes = Publishes.Messages, Takes = ["web"], Removes = false, Fields = [Field("address", "Address")] },
    ];

    static readonly Connector LinkedIn = Connectors[1] with
    {
        Kind = "linkedin", Name = "LinkedIn", Publishes = Publishes.Posts, Takes = ["linkedin"], Version = new("202608", new(2027, 8, 1), new(2026, 11, 1), "https://docs.example", "LinkedIn switches it off. Update Toombos."),
        Fields = [Field("connection", "Account", required: false) with { Input = FieldInput.Connection, Instead = "accessToken" }, Field("organization", "Posts as", required: false) with { Listed = true }, Field("accessToken", "Access token", required: false) with { Input = FieldInput.Secret }],
    };

    static readonly Guid Ada = Guid.Parse("cccccccc-9999-7999-8999-999999999999");

    [Fact]
    public void A_connected_account_stands_in_the_place_of_a_token_and_says_where_it_may_post()
    {
        Api.On("GET v1/connection-providers", (IReadOnlyList<ConnectionProvider>)[new() { Provider = "linkedin", Name = "LinkedIn", Purpose = "Posts.", Way = ConnectionWay.Consent, Scopes = [], Serves = ["linkedin"], Ready = true, OperatorsApp = true, Docs = "https://docs.example", CheckedOn = new(2026, 11, 1) }])
            .On("GET v1/connections", (IReadOnlyList<Connection>)[new() { Id = Ada, Provider = "linkedin", Name = "Ada", State = ConnectionState.Ready, Scopes = [], CreatedAt = Tidewater.CreatedAt, ConnectedAt = Tidewater.CreatedAt, UsedBy = [] }])
            .On($"GET v1/connectors/linkedin/places?connection={Ada}", new ChannelPlaces("organization", [new("", "Ada, the member"), new("42", "The Harbour")], null))
            .On("POST v1/channels", new NewChannel(Mail, null), HttpStatusCode.Created).On($"POST v1/channels/{Mail.Id}/check", new ChannelCheck(true, []));
        Api.On("GET v1/channels", (IReadOnlyList<Channel>)[]).On("GET v1/connectors", (IReadOnlyList<Connector>)[LinkedIn]);
        var page = Render<ChannelsPage>();
        page.WaitForElement(".empty button").Click();
        page.Find("input[value=linkedin]").Change("linkedin");
        page.WaitForElement("#channel-accessToken");
        page.WaitForElement($"#channel-connection option[value='{Ada}']");
        page.Find("#channel-connection").Change(Ada.ToString());
        page.WaitForElement("select#channel-organization").Change("42");
        Assert.Empty(page.FindAll("#channel-accessToken"));
        page.Find("#channel-name").Input("Our page");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains(Api.Calls, c => c.Call == "POST v1/channels"));
        var sent = Sent("POST v1/channels", ToombosJson.Default.AddChannelRequest).Settings;
        Assert.Equal((Ada.ToString(), "42", 2), ($"{sent["connection"]}", $"{sent["organization"]}", sent.Count));
    }

    [Fact]
    public void A_version_that_ends_is_said_at_the_channel()
    {
        Api.On("GET v1/channels", (IReadOnlyList<Channel>)[Mail with { Kind = "linkedin" }]).On("GET v1/connectors", (IReadOnlyList<Connector>)[LinkedIn]);
        Assert.Contains("Update Toombos", Render<ChannelsPage>().WaitForElement(".channel-row").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_is_tried_where_its_kind_can_be_and_what_came_of_it_is_said()
    {
        var connector = Connectors[0] with { Trial = "Sends a letter to your own address, and to nobody else." };
        Api.On("GET v1/channels", (IReadOnlyList<Channel>)[Mail, Hook]).On("GET v1/connectors", (IReadOnlyList<Connector>)[connector, Connectors[1]])
            .On($"POST v1/channels/{Mail.Id}/try", new ChannelCheck(false, [new(false, "Test letter", "The mailbox is full. It said: 452")]));
        var page = Render<ChannelsPage>();
        page.WaitForElements(".channel-row");
        page.FindAll("button").Single(b => b.TextContent.Contains("Try", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Contains("to nobody else", page.Find("[aria-labelledby=try-title]").TextContent, StringComparison.Ordinal));
        page.Find("[aria-labelledby=try-title] form").Submit();
        page.WaitForAssertion(() => Assert.Contains("452", page.Find("[aria-labelledby=try-title] .channel-findings").TextContent, StringComparison.Ordinal));
    }

    static ConnectorField Field(string name, string label, bool required = true) => new() { Name = name, Label = label, Input = FieldInput.Text, Required = required };

    IRenderedComponent<ChannelsPage> Open(params Channel[] channels)
    {
        Api.On("GET v1/channels", (IReadOnlyList<Channel>)channels).On("GET v1/connectors", Connectors);
        return Render<ChannelsPage>();
    }

    T Sent<T>(string call, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == call).Body, type)!;

    [Fact]
    public void How_each_channel_stands_is_said_in_words()
    {
        var page = Open(Mail, Hook, Hook with { Id = Guid.NewGuid(), Name = "Old", State = ChannelState.Off, Problem = null }, Mail with { Id = Guid.NewGuid(), Name = "Good", CheckedAt = Tidewater.CreatedAt, Limits = new Dictionary<string, int> { ["post"] = 1000 } });
        var rows = page.WaitForElements(".channel-row").Select(r => r.TextContent).ToList();
        Assert.Contains("Not checked yet", rows[0], StringComparison.Ordinal);
        Assert.Contains("news@tidewater.example through smtp.tidewater.example", rows[0], StringComparison.Ordinal);
        Assert.Contains("Refused", rows[1], StringComparison.Ordinal);
        Assert.Contains("The address answered 401.", rows[1], StringComparison.Ordinal);
        Assert.Contains("Switch on", rows[2], StringComparison.Ordinal);
        Assert.Contains("Works", rows[3], StringComparison.Ordinal);
        Assert.Contains("takes 1,000 characters a post", rows[3], StringComparison.Ordinal);
        Assert.DoesNotContain("characters a post", rows[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_server_is_connected_and_checked_at_once()
    {
        Api.On("POST v1/channels", new NewChannel(Mail, null), HttpStatusCode.Created).On($"POST v1/channels/{Mail.Id}/check", new ChannelCheck(false, [new(true, "Connection", "It answers."), new(false, "Sign-in", "Wrong password. It said: 535")]));
        var page = Open();
        page.WaitForElement(".empty button").Click();
        page.WaitForElement("input[value=email]").Change("email");
        page.WaitForElement("#channel-name").Input(" Newsletter ");
        page.Find("#channel-from").Input("news@tidewater.example");
        page.Find("#channel-fromName").Input("Tidewater");
        page.Find("#channel-host").Input("smtp.tidewater.example");
        page.Find("#channel-port").Change("465");
        page.Find("#channel-user").Input("ada");
        page.Find("#channel-password").Input("pass word");
        Api.On("GET v1/channels", (IReadOnlyList<Channel>)[Mail]);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["done", "failed"], page.FindAll(".channel-findings li").Select(li => li.ClassList[^1])));
        var sent = Sent("POST v1/channels", ToombosJson.Default.AddChannelRequest);
        Assert.Equal(("Newsletter", "email"), (sent.Name, sent.Kind));
        Assert.Equal("""{"from":"news@tidewater.example","fromName":"Tidewater","host":"smtp.tidewater.example","port":465,"user":"ada","security":"auto","password":"pass word"}""", sent.Settings.ToJsonString());
    }

    [Fact]
    public void A_webhooks_key_is_shown_once()
    {
        Api.On("POST v1/channels", new NewChannel(Hook, "whsec_shown-once"), HttpStatusCode.Created);
        var page = Open();
        page.WaitForElement(".empty button").Click();
        page.WaitForElement("input[value=webhook]").Change("webhook");
        page.WaitForElement("#channel-address").Input("https://crm.example/hook");
        page.Find("#channel-name").Input("CRM");
        page.Find("form").Submit();
        Assert.Equal("whsec_shown-once", page.WaitForElement("#new-signing-key").TextContent);
        Assert.DoesNotContain(Api.Calls, c => c.Call.EndsWith("/check", StringComparison.Ordinal));
        page.FindAll("dialog button").Single(b => b.TextContent == "I have kept it").Click();
        page.WaitForAssertion(() => Assert.DoesNotContain("whsec_shown-once", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_kept_password_is_neither_shown_nor_sent()
    {
        Api.On($"PATCH v1/channels/{Mail.Id}", Mail).On($"POST v1/channels/{Mail.Id}/check", new ChannelCheck(true, []));
        var page = Open(Mail);
        page.WaitForElements(".channel-row button").Single(b => b.TextContent.Contains("Edit", StringComparison.Ordinal)).Click();
        Assert.Equal("", page.WaitForElement("#channel-password").GetAttribute("value") ?? "");
        Assert.Empty(page.FindAll("input[type=radio]"));
        page.Find("#channel-fromName").Input("Sea");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains(Api.Calls, c => c.Call.StartsWith("PATCH", StringComparison.Ordinal)));
        var sent = Sent($"PATCH v1/channels/{Mail.Id}", ToombosJson.Default.UpdateChannelRequest);
        Assert.Equal(("Sea", false), ($"{sent.Settings!["fromName"]}", sent.Settings.ContainsKey("password")));
    }

    [Fact]
    public void What_the_api_says_of_a_field_stands_at_the_field()
    {
        Api.Refuse("POST v1/channels", HttpStatusCode.BadRequest, "body.invalid", "Check the fields.", new() { ["settings.host"] = ["This is no name of a host."] });
        var page = Open();
        page.WaitForElement(".empty button").Click();
        page.WaitForElement("input[value=email]").Change("email");
        page.WaitForElement("#channel-name").Input("x");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("This is no name of a host.", page.Find("#channel-host-error").TextContent.Trim()));
    }

    [Fact]
    public void A_new_key_and_a_disconnection_ask_first()
    {
        Api.On($"POST v1/channels/{Hook.Id}/rotate-key", new NewChannel(Hook, "whsec_new")).Refuse($"DELETE v1/channels/{Hook.Id}", HttpStatusCode.Conflict, "channel.in-use", "Two publications are planned on it.");
        var page = Open(Hook);
        page.WaitForElements(".channel-row button").Single(b => b.TextContent.Contains("New key", StringComparison.Ordinal)).Click();
        Assert.DoesNotContain(Api.Calls, c => c.Call.StartsWith("POST", StringComparison.Ordinal));
        page.WaitForElement("dialog .primary").Click();
        Assert.Equal("whsec_new", page.WaitForElement("#new-signing-key").TextContent);
        page.FindAll("dialog button").Single(b => b.TextContent == "I have kept it").Click();
        page.WaitForElement(".channel-row .danger").Click();
        page.WaitForElement("dialog .danger").Click();
        page.WaitForAssertion(() => Assert.Contains("Two publications are planned on it.", page.Find("dialog .banner.failed").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Whoever_may_only_look_is_offered_nothing_to_change()
    {
        ActAs(WorkspaceRole.Viewer);
        var page = Open(Mail);
        page.WaitForElement(".channel-row");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".channel-row button, .page-head button")));
    }
}
