using Microsoft.Extensions.Options;

namespace Toombos.Server.Features.Usage;

/// <summary>Who chooses plans, section <c>Plans</c>; the plans themselves are its subsections.</summary>
public sealed class PlansOptions
{
    /// <summary>Whether owners may choose the plan of their workspace themselves.</summary>
    public bool SelfService { get; set; } = true;
}

/// <summary>Reads the plans when the process starts, so that an impossible one stops it with a sentence.</summary>
sealed class PlansOptionsValidator(IConfiguration configuration) : IValidateOptions<PlansOptions>
{
    public ValidateOptionsResult Validate(string? name, PlansOptions options)
    {
        try
        {
            return PlanCatalog.Read(configuration).Count > 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail("There is no plan.");
        }
        catch (InvalidOperationException wrong)
        {
            return ValidateOptionsResult.Fail(wrong.Message);
        }
    }
}
