using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Toombos.Client.Access;
using Toombos.Server.Features.Files.Storing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Files;

/// <summary>The door of Files: pictures that people upload.</summary>
public static class FilesFeature
{
    public static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.AddTables(model =>
        {
            model.ApplyConfiguration(new StoredFile.Mapping());
            model.ApplyConfiguration(new DiscardedFile.Mapping());
        });
        services.AddOptions<FilesOptions>().BindConfiguration("Files").ValidateOnStart();
        services.AddSingleton<IValidateOptions<FilesOptions>, FilesOptionsValidator>();
        services.AddSingleton<FolderStore>().AddSingleton<BucketStore>().AddSingleton<FileStores>();
        return services.AddSingleton<PictureTurns>().AddSingleton<PictureWriter>().AddSingleton<PictureFitter>().AddScoped<FittedPictures>().AddSingleton<FileAddresses>().AddScoped<DiscardFiles>().AddScoped<FileKeeper>();
    }

    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/files").WithTags("Files");
        // The options say how much is taken; this is only what the server reads at all.
        var large = new RequestSizeLimitAttribute(HttpRegistration.DocumentBody);
        door.MapPost("", UploadFile.Handle).WithMetadata(large).DisableAntiforgery().Costs(10).Needs(Scopes.FilesWrite).WithName("UploadFile").WithSummary("Uploads a picture");
        door.MapGet("", ListFiles.Handle).Costs(1).Needs(Scopes.FilesRead).WithName("ListFiles").WithSummary("Lists files, newest first");
        door.MapGet("/{id:guid}", ListFiles.One).Costs(1).Needs(Scopes.FilesRead).WithName("GetFile").WithSummary("Gets a file with a fresh address of its content");
        door.MapPatch("/{id:guid}", UpdateFile.Handle).Costs(2).Needs(Scopes.FilesWrite).WithName("UpdateFile").WithSummary("Changes a file's name, description, focus, or whether its address stays");
        door.MapDelete("/{id:guid}", DeleteFile.Handle).Costs(2).Needs(Scopes.FilesWrite).WithName("DeleteFile").WithSummary("Removes a file");
        door.MapGet("/{id:guid}/content", GetContent.Handle).Produces<Stream>(200, "image/png", "image/jpeg", "image/webp").Costs(1).AllowAnonymous().WithName("GetFileContent").WithSummary("Gets a file's content by a signed address");
    }
}
