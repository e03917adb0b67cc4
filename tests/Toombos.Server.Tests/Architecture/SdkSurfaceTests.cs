using PublicApiGenerator;
using Toombos.Client;

namespace Toombos.Server.Tests.Architecture;

/// <summary>What users of the SDK compile against changes only on purpose: the committed text is compared with the code.</summary>
public sealed class SdkSurfaceTests
{
    [Fact]
    public void The_public_surface_of_the_sdk_is_the_committed_one() => Committed.Compare(
        typeof(ToombosClient).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").TrimEnd() + "\n",
        "tests", "Toombos.Server.Tests", "Architecture", "sdk-surface.txt");
}
