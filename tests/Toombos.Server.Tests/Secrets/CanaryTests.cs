using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SkiaSharp;
using Toombos.Client.Access;
using Toombos.Server.Features.SingleSignOn;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Files;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Secrets;

/// <summary>
/// Puts secrets that nobody can mistake wherever the API takes or makes one, walks all endpoints with them, right ones and wrong ones, and
/// looks for them in every line of a log at its most talkative, every refusal, the audit log and both exports.
/// </summary>
public sealed class CanaryTests
{
    const string Canary = "KanarieVogel";
    static int _last;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static readonly string[] SecretWords = ["password", "secret", "token", "code", "key", "state", "query", "challenge", "credential"];

    static string NewCanary() => $"{Canary}{Interlocked.Increment(ref _last):0000}xZ9";

    [Theory, BothDatabases]
    public async Task No_log_line_refusal_audit_entry_or_export_holds_a_secret(DatabaseKind database)
    {
        using var log = new CapturedLog();
        // Addresses alone may stand in the framework's lines, so secrets in addresses are refused; those lines are off as they are shipped.
        var settings = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Microsoft"] = "Trace", ["Logging:LogLevel:System"] = "Trace", ["Logging:LogLevel:Toombos.Server.Platform.Mail"] = "Trace",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "Trace", ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Update"] = "Trace",
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Trace", ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Warning",
        };
        await using var host = await ToombosHost.StartAsync(database, settings, services => services.AddLogging(logging => logging.ClearProviders().AddProvider(log)));
        var answers = new ConcurrentQueue<string>();
        var (secrets, owner, workspace) = await LiveAsync(host);
        await WalkAsync(host, owner, workspace, answers);
        await KnockAsync(host, answers);

        var exports = new List<string>();
        foreach (var (name, open) in ((string, Func<Task<Stream>>)[])[("workspace", () => owner.Privacy.ExportWorkspaceAsync(Ct)), ("person", () => owner.Privacy.ExportMineAsync(Ct)), ("audit", () => owner.Audit.OpenExportAsync(ct: Ct))])
        {
            await using var stream = await open();
            exports.AddRange((await TextsAsync(stream)).Select(text => $"{name}: {text}"));
        }

        Assert.DoesNotContain(null, secrets);
        Assert.True(log.Lines.Count > 500, $"{log.Lines.Count} lines: the log was not talkative.");
        Assert.True(answers.Count > 40, $"{answers.Count} refusals were looked at.");
        Assert.True(exports.Count > 20);
        foreach (var (where, texts) in new Dictionary<string, IEnumerable<string>> { ["log"] = log.Lines, ["refusals"] = answers, ["exports"] = exports })
        {
            foreach (var text in texts)
            {
                var found = text.Contains(Canary, StringComparison.OrdinalIgnoreCase) ? Canary : secrets.FirstOrDefault(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
                Assert.True(found is null, $"{where} holds {found}: {(text.Length > 600 ? text[..600] : text)}");
            }
        }
    }

    /// <summary>A person who does everything that makes or takes a secret.</summary>
    static async Task<(List<string> Secrets, Client.ToombosClient Client, Guid Workspace)> LiveAsync(ToombosHost host)
    {
        var secrets = new List<string>();
        var (person, workspace) = await host.SignUpWithWorkspaceAsync();
        var client = person.Client;
        secrets.AddRange([person.Password, person.Session.AccessToken!]);
        var changed = NewCanary();
        await client.Accounts.ChangePasswordAsync(new() { CurrentPassword = person.Password, NewPassword = changed }, Ct);
        await RefusedAsync(() => client.Accounts.ChangePasswordAsync(new() { CurrentPassword = NewCanary(), NewPassword = NewCanary() }, Ct));
        await RefusedAsync(() => host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = NewCanary() }, Ct));
        var dashboard = (await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = changed, Kind = SessionKind.Dashboard }, Ct)).Session!;
        var program = (await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = changed }, Ct)).Session!;
        secrets.AddRange([dashboard.SessionToken!, program.AccessToken!, program.RefreshToken!]);
        await host.With(dashboard.SessionToken).Accounts.GetMeAsync(Ct);

        var setup = await client.Accounts.SetUpAuthenticatorAsync(Ct);
        secrets.AddRange([setup.Key, setup.Key.Replace(" ", "", StringComparison.Ordinal), setup.Address]);
        await RefusedAsync(() => client.Accounts.ConfirmAuthenticatorAsync(new() { Code = "000000" }, Ct));
        await host.Stranger().Accounts.ForgotPasswordAsync(new() { Email = person.Email }, Ct);
        secrets.Add(await host.TokenMailedToAsync(person.Email, "/reset/"));

        var key = await client.Access.AddKeyAsync(new() { Name = "canary", Scopes = [Scopes.DocumentsRead] }, Ct);
        var rotated = await client.Access.RotateKeyAsync(key.Key.Id, new() { OverlapHours = 1 }, Ct);
        secrets.AddRange([key.Secret, rotated.Secret]);
        await host.With(rotated.Secret).Documents.ListSourcesAsync(ct: Ct);
        await RefusedAsync(() => host.With(rotated.Secret).Access.ListKeysAsync(ct: Ct));
        await client.Members.InviteAsync(new() { Email = "invited@example.com", Role = WorkspaceRole.Viewer }, Ct);
        secrets.Add(await host.TokenMailedToAsync("invited@example.com", "/invitation/"));
        await RefusedAsync(() => client.SingleSignOn.SetAsync(new() { Issuer = "https://127.0.0.1:1", ClientId = "toombos", ClientSecret = NewCanary(), Domains = [] }, Ct));
        await PlantProviderAsync(host, workspace);
        await client.SingleSignOn.GetAsync(Ct);

        await client.Files.UploadAsync("a.png", new MemoryStream([.. Pictures.Of(SKEncodedImageFormat.Png), .. Encoding.ASCII.GetBytes(NewCanary())]), ct: Ct);
        await RefusedAsync(() => client.Files.UploadAsync("a.png", new MemoryStream(Encoding.ASCII.GetBytes(NewCanary())), ct: Ct));
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RotateSecrets>().RunAsync(Ct);
        return (secrets, client, workspace);
    }

    static async Task PlantProviderAsync(ToombosHost host, Guid workspace)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "test");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        db.Add(new SsoProvider
        {
            Issuer = "https://sso.example", ClientId = "toombos", DefaultRole = WorkspaceRole.Viewer, CreatedAt = host.Clock.GetUtcNow(),
            SealedSecret = host.Services.GetRequiredService<SecretBox>().Protect(SsoProvider.SecretPurpose, NewCanary()),
        });
        await db.SaveChangesAsync(Ct);
    }

    /// <summary>Every endpoint with a body in which whatever is named like a secret is one; most are refused, which is what is looked at.</summary>
    static async Task WalkAsync(ToombosHost host, Client.ToombosClient owner, Guid workspace, ConcurrentQueue<string> answers)
    {
        var session = (await owner.Access.SwitchWorkspaceAsync(new() { WorkspaceId = workspace }, Ct)).AccessToken;
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal));
        foreach (var endpoint in endpoints)
        {
            // What ends the session or the account would end the walk.
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            if (method == "DELETE" || endpoint.RoutePattern.RawText!.Contains("/me/erase", StringComparison.Ordinal)) continue;
            foreach (var credential in (string?[])[null, session])
            {
                using var http = host.CreateClient();
                if (credential is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", credential);
                using var request = EndpointCalls.Call(endpoint, _ => Guid.NewGuid());
                if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: { } type } && request.Content is StringContent)
                    request.Content = new StringContent(JsonSerializer.Serialize(Filled(type, 0)), Encoding.UTF8, "application/json");
                using var answer = await http.AskAsync(request, Ct);
                if (!answer.IsSuccessStatusCode) answers.Enqueue($"{request.Method} {request.RequestUri}: {await answer.Content.ReadAsStringAsync(Ct)}");
            }
        }
    }

    /// <summary>Strangers with secrets in the wrong places.</summary>
    static async Task KnockAsync(ToombosHost host, ConcurrentQueue<string> answers)
    {
        foreach (var (name, value) in ((string, string)[])[("X-API-Key", $"tb_live_{NewCanary()}"), ("X-API-Key", NewCanary()), ("Authorization", $"Bearer {NewCanary()}"), ("Authorization", $"Bearer {NewCanary()}.{NewCanary()}.{NewCanary()}"), ("Authorization", $"Basic {NewCanary()}")])
        {
            using var http = host.CreateClient();
            http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
            using var answer = await http.GetAsync("/v1/sources", Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            answers.Enqueue(await answer.Content.ReadAsStringAsync(Ct));
        }
        foreach (var body in (string[])["{\"email\":\"a@example.com\",\"password\":\"%\"", "{\"password\":[\"%\"]}", "[\"%\"]", "\"%\"", "{\"email\":\"a@example.com\",\"password\":\"%\",\"admin\":true}"])
        {
            using var http = host.CreateClient();
            using var answer = await http.PostAsync("/v1/sessions", new StringContent(body.Replace("%", NewCanary(), StringComparison.Ordinal), Encoding.UTF8, "application/json"), Ct);
            Assert.False(answer.IsSuccessStatusCode);
            answers.Enqueue(await answer.Content.ReadAsStringAsync(Ct));
        }
    }

    static Dictionary<string, object?> Filled(Type type, int depth) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)
        .ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name), p => Value(p.Name, Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType, depth));

    static object? Value(string name, Type type, int depth)
    {
        if (type == typeof(string)) return SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) ? NewCanary() : "plain words";
        if (type == typeof(int)) return 1;
        if (type == typeof(bool)) return false;
        if (type == typeof(Guid)) return Guid.NewGuid();
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        if (type.IsEnum) return JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(type)[0]);
        if (type.IsAssignableTo(typeof(System.Collections.IEnumerable))) return Array.Empty<string>();
        return depth < 3 ? Filled(type, depth + 1) : null;
    }

    static async Task RefusedAsync(Func<Task> call) => await Assert.ThrowsAsync<Client.ToombosApiException>(call);

    static async Task<List<string>> TextsAsync(Stream stream)
    {
        using var whole = new MemoryStream();
        await stream.CopyToAsync(whole, Ct);
        if (whole.Length < 2 || whole.GetBuffer()[0] != 'P') return [Encoding.UTF8.GetString(whole.ToArray())];
        await using var zip = await ZipArchive.CreateAsync(whole, ZipArchiveMode.Read, leaveOpen: true, null, Ct);
        var texts = new List<string>();
        foreach (var entry in zip.Entries)
        {
            await using var content = await entry.OpenAsync(Ct);
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, Ct);
            texts.Add($"{entry.FullName} {Encoding.Latin1.GetString(bytes.ToArray())}");
        }
        return texts;
    }
}
