using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace Toombos.Client;

/// <summary>A list in which nothing is null.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NoNullsAttribute() : ValidationAttribute("Something in this list is null. Leave it out instead.")
{
    public override bool IsValid(object? value) => value is not IEnumerable list || list.Cast<object?>().All(element => element is not null);
}
