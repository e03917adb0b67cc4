using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Toombos.Client;

namespace Toombos.Server.Platform.Http;

/// <summary>What the generator can't tell of a type: texts that are read by a converter of ours, what may be left out, and bounds of the texts in a list.</summary>
static class ApiSchemas
{
    public static Task Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonTypeInfo.Type == typeof(string)) schema.Type ??= JsonSchemaType.String;
        if (schema.Items is null && context.JsonTypeInfo.ElementType == typeof(string)) schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        if (context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(EachTextAttribute), inherit: true) is [EachTextAttribute each] && schema.Items is OpenApiSchema text)
            text.MaxLength ??= each.MaximumLength;
        if (context.JsonPropertyInfo is { IsGetNullable: true } optional && optional.PropertyType == typeof(string)) schema.Type |= JsonSchemaType.Null;
        // A list of words that is shared by what may be left out and what may not holds words only.
        if (schema.Enum is { } words) schema.Enum = [.. words.Where(word => word is not null && !JsonNullSentinel.IsJsonNullSentinel(word) && word.GetValueKind() != JsonValueKind.Null)];
        // What is null is left out of answers, so it can't be required of them.
        foreach (var property in context.JsonTypeInfo.Properties.Where(p => p.IsGetNullable)) schema.Required?.Remove(property.Name);
        return Task.CompletedTask;
    }
}
