using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Toombos.Server.Platform.Http;

/// <summary>Gives texts in forms their names back, which the description loses where requests are bound by code that was made when the server was built.</summary>
static class ApiForms
{
    public static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        foreach (var form in operation.RequestBody?.Content?.Values ?? [])
        {
            if (form.Schema?.AllOf is not { } parts) continue;
            var names = new Queue<string>(context.Description.ParameterDescriptions.Where(p => p.Source == BindingSource.Form && p.Type == typeof(string)).Select(p => p.Name));
            for (var i = 0; i < parts.Count; i++)
                if (parts[i] is { Type: JsonSchemaType.String, Properties: null } text && names.TryDequeue(out var name)) parts[i] = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema> { [name] = text } };
        }
        return Task.CompletedTask;
    }
}
