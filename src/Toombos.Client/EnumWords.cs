using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toombos.Client;

/// <summary>Enums are words in camel case, in requests and in answers; numbers are refused.</summary>
public sealed class EnumWords() : JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
