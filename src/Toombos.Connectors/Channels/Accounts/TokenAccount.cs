using System.ComponentModel.DataAnnotations;

namespace Toombos.Connectors.Channels.Accounts;

/// <summary>An account that a token opens: one that was pasted, or that of a connected account, which is put in place before each use.</summary>
public abstract record TokenAccount : ChannelAccount
{
    [Display(Name = "Account", Description = "A connected account. Its token is renewed by itself.", Order = 0), Connected]
    public string? Connection { get; init; }

    /// <summary>Shown in the form where a pasted one is taken.</summary>
    public abstract string? AccessToken { get; init; }
}
