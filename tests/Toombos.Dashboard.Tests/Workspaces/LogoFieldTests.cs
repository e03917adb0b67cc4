using System.Net;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Files;
using Toombos.Dashboard.Shell;
using Toombos.Dashboard.Workspaces;

namespace Toombos.Dashboard.Tests.Workspaces;

/// <summary>The logo by address or by upload.</summary>
public class LogoFieldTests : PageTest
{
    static readonly StoredFile Logo = new()
    {
        Id = Guid.NewGuid(), Name = "logo.png", ContentType = "image/png", Size = 9, Width = 400, Height = 160, Hash = "", Public = true, CreatedAt = DateTimeOffset.UnixEpoch, CreatedBy = "Ines Duarte",
        Address = "https://toombos.example/v1/files/1/content?expires=1&signature=2", Thumbnail = "https://toombos.example/v1/files/1/content?expires=1&signature=2&small=true", AddressExpiresAt = DateTimeOffset.UnixEpoch,
    };

    IRenderedComponent<LogoField> Open(Action<string> changed)
    {
        var field = Render<LogoField>(parameters => parameters.Add(f => f.Value, "").Add(f => f.ValueChanged, changed));
        return field;
    }

    [Fact]
    public async Task An_upload_becomes_the_address_of_the_logo()
    {
        Api.On("POST v1/files", Logo);
        await Services.GetRequiredService<CurrentPerson>().GetAsync(Xunit.TestContext.Current.CancellationToken);
        string? address = null;
        var field = Open(value => address = value);
        field.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("picture", "logo.png"));
        field.WaitForAssertion(() => Assert.Equal(Logo.Address, address));
        Assert.Contains("name=public", Api.Calls.Last(c => c.Call == "POST v1/files").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_picture_is_told_at_the_field()
    {
        Api.Refuse("POST v1/files", HttpStatusCode.UnsupportedMediaType, "file.type", "This is not a picture that is taken.");
        await Services.GetRequiredService<CurrentPerson>().GetAsync(Xunit.TestContext.Current.CancellationToken);
        var field = Open(_ => { });
        field.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("text", "logo.png"));
        field.WaitForAssertion(() => Assert.Contains("not a picture", field.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }
}
