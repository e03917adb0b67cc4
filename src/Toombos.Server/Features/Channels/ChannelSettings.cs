using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Channels;

/// <summary>Settings of a channel as somebody entered them, judged by the form of their kind. Whether the other side works is found out by a check.</summary>
static class ChannelSettings
{
    /// <param name="stored">Secrets that stay when they are left out.</param>
    public static AccountReading Read(AccountForm form, JsonObject given, IReadOnlyDictionary<string, string> stored)
    {
        var reading = form.Read(given, stored);
        return reading.Account is null ? throw new FieldException(reading.Errors.ToDictionary(e => "settings." + e.Key, e => e.Value)) : reading;
    }
}
