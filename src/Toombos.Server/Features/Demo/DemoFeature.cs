namespace Toombos.Server.Features.Demo;

/// <summary>The door of Demo: a workspace to look around in. It has no endpoints.</summary>
public static class DemoFeature
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services.AddScoped<DemoWorkspace>();
}
