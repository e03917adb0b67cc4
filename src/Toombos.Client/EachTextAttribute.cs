using System.ComponentModel.DataAnnotations;

namespace Toombos.Client;

/// <summary>Bounds the texts in a list: none is missing, and none is longer than so many characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EachTextAttribute(int maximumLength) : ValidationAttribute("Each text of the list has at most {1} characters, and none is null.")
{
    public int MaximumLength { get; } = maximumLength;

    public override bool IsValid(object? value) =>
        value is null || (value is IEnumerable<string?> texts && texts.All(text => text is not null && text.Length <= MaximumLength));

    public override string FormatErrorMessage(string name) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, ErrorMessageString, name, MaximumLength);
}
