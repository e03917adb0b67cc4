using Toombos.Connectors.Models;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Features.Models;

/// <summary>Opens the sealed key of a provider for use.</summary>
sealed class ModelKeys(SecretBox box)
{
    public ModelAccount AccountOf(ModelProvider provider) => new((ModelProtocol)provider.Protocol, provider.Address, provider.SealedKey is not { } key ? null
        : box.TryUnprotect(ModelProvider.SecretPurpose, key) ?? throw new DomainRuleException("model-provider.key-lost", "The stored key can't be opened, because the server's keys have changed. Enter the key again."));
}
