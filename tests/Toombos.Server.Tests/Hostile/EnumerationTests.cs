using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Access;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Hostile;

/// <summary>Neither the words of an answer nor the work behind it tell whether an address has an account. Work is counted in password hashes, beside which all else is small.</summary>
public sealed class EnumerationTests
{
    [Theory]
    [InlineData("/v1/sessions", 1)]
    [InlineData("/v1/accounts", 1)]
    [InlineData("/v1/accounts/reset-mail", 0)]
    [InlineData("/v1/accounts/verification-mail", 0)]
    public async Task An_address_with_an_account_is_answered_like_one_without(string path, int hashes)
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var hashing = host.Services.GetRequiredService<PasswordHashing>();
        var (known, unverified) = ((await host.SignUpAsync()).Email, TestPeople.NewEmail());
        await host.Stranger().Accounts.SignUpAsync(new() { Name = "Ada", Email = unverified, Password = TestPeople.Password, TermsVersion = "2026-11" }, TestContext.Current.CancellationToken);
        await host.MailToAsync(unverified, "/verify/");

        var answers = new List<string>();
        foreach (var email in (string[])[known, unverified, TestPeople.NewEmail()])
        {
            var before = hashing.Computed;
            answers.Add(await AskAsync(host, path, email));
            Assert.Equal(hashes, hashing.Computed - before);
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_sign_in_never_continues_a_session_that_the_browser_brought_along()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var (thief, person) = (await host.SignUpAsync(), await host.SignUpAsync());
        var http = host.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", thief.Session.AccessToken);
        var session = (await new Client.ToombosClient(http).Access.SignInAsync(new() { Email = person.Email, Password = person.Password, Kind = SessionKind.Dashboard }, TestContext.Current.CancellationToken)).Session!;
        Assert.NotEqual(thief.Session.Id, session.Id);
        Assert.Equal(person.Email, (await host.With(session.SessionToken).Accounts.GetMeAsync(TestContext.Current.CancellationToken)).Email);
        Assert.Equal(thief.Email, (await thief.Client.Accounts.GetMeAsync(TestContext.Current.CancellationToken)).Email);
    }

    static async Task<string> AskAsync(ToombosHost host, string path, string email)
    {
        using var http = host.CreateClient();
        JsonObject body = path switch
        {
            "/v1/sessions" => new() { ["email"] = email, ["password"] = "not the password at all" },
            "/v1/accounts" => new() { ["name"] = "Eve", ["email"] = email, ["password"] = "nine blue crabs dance", ["termsVersion"] = "2026-11" },
            _ => new() { ["email"] = email },
        };
        using var answer = await http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (text.Length > 0 && JsonNode.Parse(text) is JsonObject problem && problem.Remove("traceId")) text = problem.ToJsonString();
        return $"{(int)answer.StatusCode} {string.Join(' ', answer.Headers.Select(h => h.Key).Order(StringComparer.Ordinal))} {text}";
    }
}
