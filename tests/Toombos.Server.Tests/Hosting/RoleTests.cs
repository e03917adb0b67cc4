using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Toombos.Server.Tests.Hosting;

/// <summary>Each role alone has all that it is made of. In development every registration is checked at the start, which is how these hosts run.</summary>
public sealed class RoleTests
{
    [Theory]
    [InlineData("api")]
    [InlineData("worker")]
    [InlineData("dashboard")]
    public async Task Each_role_alone_starts_in_development(string role)
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string?> { ["Server:Role"] = role });
        Assert.True(host.Services.GetRequiredService<IWebHostEnvironment>().IsDevelopment());
        using var http = host.CreateClient();
        using var answer = await http.GetAsync("/health/live", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
