using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Limits;

/// <summary>
/// Weighs every request to the API against the limits of its key or member, its workspace and its address, and says in headers
/// (draft-ietf-httpapi-ratelimit-headers) what is left. Comes after authentication, which says who asks, and before anything costs something.
/// </summary>
sealed class RateLimiting(RequestDelegate next, IRateLimiter limiter, IWorkspaceMeter meter, IProblemDetailsService problems, IOptions<RateLimitsOptions> options)
{
    static readonly Counter<long> Refusals = Telemetry.Telemetry.Meter.CreateCounter<long>("toombos.limits.refusals", description: "Requests refused because of a rate limit");
    readonly RateLimitsOptions _options = options.Value;

    public async Task InvokeAsync(HttpContext context, Tenant tenant)
    {
        // Pages for readers without an account state their cost like the API.
        var cost = context.GetEndpoint()?.Metadata.GetMetadata<RequestCost>();
        if (cost is null && !context.Request.Path.StartsWithSegments("/v1"))
        {
            await next(context);
            return;
        }
        // The handler remembers its answer, which authorization then uses.
        await context.AuthenticateAsync(CredentialAuthentication.SchemeName);
        var caller = tenant.Caller;
        var rate = caller.WorkspaceId is { } workspace ? await meter.RateOfAsync(workspace, context.RequestAborted) : null;
        if (_options.Enabled)
        {
            var limits = LimitsOf(caller, rate, Network.CallerOf(context.Connection.RemoteIpAddress));
            var decision = await limiter.TakeAsync(limits, cost?.Units ?? 1);
            context.Response.OnStarting(WriteHeaders, (context.Response, limits, decision));
            if (!decision.Allowed)
            {
                await RefuseAsync(context, limits, decision, rate);
                return;
            }
        }
        if (caller.WorkspaceId is { } counted) meter.CountRequest(counted);
        await next(context);
    }

    RateLimit[] LimitsOf(Caller caller, WorkspaceRate? rate, string address)
    {
        if (caller.Kind == CallerKind.System) return [new("anonymous", $"anonymous:{address}", _options.AnonymousPerMinute)];
        var from = new RateLimit("address", $"address:{address}", _options.AddressPerMinute);
        var own = caller.Kind == CallerKind.Key
            ? new RateLimit("key", $"key:{caller.KeyId:N}", rate!.KeyPerMinute)
            : new RateLimit("member", $"member:{caller.PersonId:N}", Math.Max(_options.MemberPerMinute, rate?.KeyPerMinute ?? 0));
        return rate is null ? [own, from] : [own, new("workspace", $"workspace:{caller.WorkspaceId:N}", rate.WorkspacePerMinute), from];
    }

    static Task WriteHeaders(object state)
    {
        var (response, limits, decision) = ((HttpResponse, RateLimit[], RateDecision))state;
        var policies = new StringBuilder(96);
        var tightest = 0;
        for (var i = 0; i < limits.Length; i++)
        {
            policies.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}\"{limits[i].Name}\";q={limits[i].PerMinute};w=60");
            if (RateDecision.Remaining(limits[i], decision.Levels[i]) < RateDecision.Remaining(limits[tightest], decision.Levels[tightest])) tightest = i;
        }
        response.Headers["RateLimit-Policy"] = policies.ToString();
        response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture,
            $"\"{limits[tightest].Name}\";r={RateDecision.Remaining(limits[tightest], decision.Levels[tightest])};t={Seconds(decision.Levels[tightest])}");
        if (!decision.Allowed) response.Headers.RetryAfter = Seconds(decision.Wait).ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    async Task RefuseAsync(HttpContext context, RateLimit[] limits, RateDecision decision, WorkspaceRate? rate)
    {
        var limit = limits.Zip(decision.Levels).MaxBy(one => one.Second - one.First.Full).First;
        Refusals.Add(1, new KeyValuePair<string, object?>("limit", limit.Name));
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        await problems.WriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails = { Status = StatusCodes.Status429TooManyRequests, Detail = Sentence(limit, Seconds(decision.Wait), rate), Extensions = { ["code"] = "rate.limited" } },
        });
    }

    static string Sentence(RateLimit limit, long seconds, WorkspaceRate? rate)
    {
        var who = limit.Name switch
        {
            "key" => $"This key may spend {limit.PerMinute} units a minute on the {rate!.Plan} plan",
            "member" => $"You may spend {limit.PerMinute} units a minute",
            "workspace" => $"All keys and members of this workspace together may spend {limit.PerMinute} units a minute on the {rate!.Plan} plan",
            "address" => $"Your network address may spend {limit.PerMinute} units a minute",
            _ => $"Without a key or a session your network address may spend {limit.PerMinute} units a minute",
        };
        var more = limit.Name is "key" or "workspace" && rate?.More is { } plan ? $" {plan}" : "";
        return $"{who}, and too few are left for this request. Wait {Waiting.InWords(TimeSpan.FromSeconds(seconds))} as Retry-After says, then send it again.{more}";
    }

    static long Seconds(long microseconds) => (microseconds + 999_999) / 1_000_000;
}
