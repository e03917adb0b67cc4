namespace Toombos.Server.Platform.Http;

/// <summary>The NUL character in a query is refused before anything looks for it: no text that is stored has one, and PostgreSQL can't even ask.</summary>
public static class NulRefusingQueries
{
    public static IApplicationBuilder UseNulRefusingQueries(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) != true || !request.Path.StartsWithSegments("/v1")) return next(context);
        foreach (var (name, values) in request.Query)
        {
            if (values.Any(value => value?.Contains('\0') == true)) throw new FieldException(name.Replace("\0", "", StringComparison.Ordinal), "Text must be valid Unicode without the NUL character.");
        }
        return next(context);
    });
}
