using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Voices;

/// <summary>The door of Voices: how a workspace sounds, as rules that are measured. Who may change the brand may change how it sounds.</summary>
public static class VoicesFeature
{
    public static IServiceCollection AddVoices(this IServiceCollection services) => services.AddTables(model => model.ApplyConfiguration(new Voice.Mapping()));

    public static void MapVoices(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/voices").WithTags("Voices");
        door.MapGet("", ListVoices.Handle).Costs(1).Needs(Scopes.WritingRead).WithName("ListVoices").WithSummary("Lists the workspace's own voices with their rules");
        door.MapPost("", AddVoice.Handle).Costs(2).Needs(Scopes.WorkspaceWrite).WithName("AddVoice").WithSummary("Makes a voice that pieces and the brand can name by its slug");
        door.MapPost("/learn", LearnVoice.Handle).Costs(5).Needs(Scopes.WritingRead).WithName("LearnVoice").WithSummary("Measures texts and proposes rules; saves nothing");
        door.MapPost("/check", CheckVoice.Handle).Costs(2).Needs(Scopes.WritingRead).WithName("CheckVoice").WithSummary("Holds a text against rules, saved or not; saves nothing");

        var one = door.MapGroup("/{id:guid}");
        one.MapGet("", ListVoices.One).Costs(1).Needs(Scopes.WritingRead).WithName("GetVoice").WithSummary("Gets a voice");
        one.MapPut("", UpdateVoice.Handle).Costs(2).Needs(Scopes.WorkspaceWrite).WithName("UpdateVoice").WithSummary("Changes a voice as a whole; its slug stays");
        one.MapDelete("", DeleteVoice.Handle).Costs(2).Needs(Scopes.WorkspaceWrite).WithName("DeleteVoice").WithSummary("Removes a voice that the brand does not write in");
    }
}
