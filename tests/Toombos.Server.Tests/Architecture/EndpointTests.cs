using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using Toombos.Server.Platform.Http;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Architecture;

/// <summary>What every endpoint of the API must state, read from the running server's own list of them.</summary>
public sealed class EndpointTests(Hosts hosts)
{
    async Task<IReadOnlyList<RouteEndpoint>> EndpointsAsync()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(endpoints);
        return endpoints;
    }

    static string NameOf(RouteEndpoint endpoint) =>
        $"{string.Join(',', endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])} {endpoint.RoutePattern.RawText}";

    static bool IsOpen(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    async Task AssertAllAsync(Func<RouteEndpoint, bool> states) => Assert.Empty((await EndpointsAsync()).Where(e => !states(e)).Select(NameOf));

    [Fact]
    public Task Every_endpoint_has_a_summary() => AssertAllAsync(e => !string.IsNullOrWhiteSpace(e.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary));

    [Fact]
    public Task Every_endpoint_has_a_name() => AssertAllAsync(e => !string.IsNullOrWhiteSpace(e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName));

    [Fact]
    public Task Every_endpoint_has_a_tag() => AssertAllAsync(e => e.Metadata.GetMetadata<ITagsMetadata>()?.Tags.Count > 0);

    [Fact]
    public Task Every_endpoint_states_its_cost() => AssertAllAsync(e => e.Metadata.GetMetadata<RequestCost>()?.Units > 0);

    [Fact]
    public Task Every_endpoint_has_a_policy_or_says_that_it_is_open() =>
        AssertAllAsync(e => IsOpen(e) || e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => !string.IsNullOrEmpty(a.Policy)));

    /// <summary>Written down, so that nothing is opened by accident.</summary>
    [Fact]
    public async Task Only_what_opens_the_door_is_open_to_strangers() =>
        Assert.Equal(
            [
                "CancelEmail", "ConfirmEmail", "FinishSignIn", "FinishSso", "ForgotPassword", "GetAccountOptions",
                "GetFileContent", "LookAtInvitation", "RedeemSignInLink", "RefreshSession", "ResendVerification", "ResetPassword",
                "SignIn", "SignInWithPasskey", "SignUp", "StartPasskeySignIn", "StartSso", "VerifyAddress",
            ],
            (await EndpointsAsync()).Where(IsOpen).Select(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_request_body_is_known_to_validation()
    {
        var validation = (await hosts.GetAsync(DatabaseKind.Sqlite)).Services.GetRequiredService<IOptions<ValidationOptions>>().Value;
        var bodies = (await EndpointsAsync())
            .Select(e => (Name: NameOf(e), e.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType))
            .Where(e => e.RequestType?.Namespace?.StartsWith("Toombos.", StringComparison.Ordinal) == true).ToList();
        Assert.NotEmpty(bodies);
        Assert.Empty(bodies.Where(e => !validation.TryGetValidatableTypeInfo(e.RequestType!, out _)).Select(e => $"{e.Name} takes {e.RequestType}"));
    }
}
