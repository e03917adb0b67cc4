using System.Text;
using CsCheck;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Tests.Hostile;

/// <summary>Two addresses that one person could take for the same are the same, or one of them is none.</summary>
public sealed class AddressTests
{
    static string? Of(string text) => AddressNormalizer.TryNormalize(text, out var address) ? address : null;

    [Theory]
    [InlineData("Ines@Example.com")]
    [InlineData("ｉｎｅｓ@example.com")] // full width
    [InlineData("𝐢𝐧𝐞𝐬@example.com")] // mathematical bold
    [InlineData("ines@ｅｘａｍｐｌｅ.com")]
    [InlineData("ines@example。com")] // ideographic full stop
    [InlineData("ines@EXAMPLE．COM")]
    [InlineData(" ines@example.com ")]
    [InlineData("ⓘnes@example.com")]
    public void Styled_letters_are_plain_ones(string text) => Assert.Equal("ines@example.com", Of(text));

    [Theory]
    [InlineData("іnes@example.com")] // Cyrillic і
    [InlineData("inеs@example.com")] // Cyrillic е
    [InlineData("ιnes@example.com")] // Greek ι
    [InlineData("ine\u200bs@example.com")] // zero width space
    [InlineData("ine\u00ads@example.com")] // soft hyphen
    [InlineData("ine\u202es@example.com")] // right-to-left override
    [InlineData("ines\0@example.com")]
    [InlineData("ines@example.com\r\nBcc: all@example.com")]
    [InlineData("ines\n@example.com")]
    [InlineData("\"ines\"@example.com")]
    [InlineData("ines@evil.example@example.com")]
    [InlineData("<ines@example.com>")]
    [InlineData("ines@example.com, mara@example.com")]
    [InlineData("ines@example.com;mara@example.com")]
    [InlineData("ines@[127.0.0.1]")]
    [InlineData("ines@exa mple.com")]
    [InlineData("ines@-example.com")]
    [InlineData("ines(comment)@example.com")]
    [InlineData("ines@example..com")]
    [InlineData("ines@example.com\ud800")]
    public void What_hides_something_is_no_address(string text) => Assert.Null(Of(text));

    [Theory]
    [InlineData("ines@bücher.example", "ines@xn--bcher-kva.example")]
    [InlineData("ines@BÜCHER.example", "ines@xn--bcher-kva.example")]
    [InlineData("ines@bu\u0308cher.example", "ines@xn--bcher-kva.example")]
    [InlineData("ines@xn--bcher-kva.example", "ines@xn--bcher-kva.example")]
    [InlineData("ines@ехample.com", "ines@xn--ample-ywe6i.com")] // Cyrillic е and х: another domain, and it shows
    public void A_domain_in_another_script_is_kept_as_what_it_is(string text, string address) => Assert.Equal(address, Of(text));

    [Fact]
    public void An_address_is_its_own_form_and_plain_ASCII() => Gen.Char.Array[0, 40].Select(chars => new string(chars)).Sample(text =>
    {
        foreach (var candidate in (string[])[text, $"{text}@example.com", $"ines@{text}.example"])
        {
            if (Of(candidate) is not { } address) continue;
            Assert.True(Ascii.IsValid(address) && address.Length <= 254 && address.Count(c => c == '@') == 1 && !address.Any(char.IsWhiteSpace) && !address.Any(char.IsControl), address);
            Assert.Equal(address, Of(address));
            Assert.Equal(address, Of(address.ToUpperInvariant()));
        }
    });
}
