using System.Net;
using DnsClient;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>Looks into the domain name system for the records by which a workspace shows that a domain is its own.</summary>
public sealed class DomainProof(IOptions<SingleSignOnOptions> options)
{
    const int DefaultPort = 53, MostRecords = 100;

    readonly LookupClient _names = new(OptionsOf(options.Value));

    /// <summary>All texts at a name; null when no name server gave a proper answer.</summary>
    public async Task<IReadOnlyList<string>?> TextsAsync(string name, CancellationToken ct)
    {
        try
        {
            var answer = await _names.QueryAsync(name, QueryType.TXT, cancellationToken: ct);
            // "There is no such name" is a proper answer; "I could not find out" is none.
            if (answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain) return null;
            return [.. answer.Answers.TxtRecords().Take(MostRecords).Select(record => string.Concat(record.Text))];
        }
        catch (DnsResponseException)
        {
            return null;
        }
    }

    static LookupClientOptions OptionsOf(SingleSignOnOptions options)
    {
        var made = options.NameServers.Count == 0 ? new LookupClientOptions() : new LookupClientOptions([.. options.NameServers.Select(ServerOf)]);
        (made.UseCache, made.Timeout, made.Retries, made.ThrowDnsErrors) = (false, TimeSpan.FromSeconds(options.NameServerSeconds), 1, false);
        return made;
    }

    static IPEndPoint ServerOf(string text) => IPEndPoint.TryParse(text, out var server)
        ? server.Port == 0 ? new(server.Address, DefaultPort) : server
        : throw new InvalidOperationException($"SingleSignOn:NameServers has '{text}', which is no address such as 192.0.2.53 or 192.0.2.53:5353.");
}
