namespace Toombos.Client.Models;

/// <summary>What was spent on one day for one purpose. Days and purposes without calls are left out.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Cost">In US dollars, with what is reserved for calls under way.</param>
public sealed record ModelSpendingDay(DateOnly Day, ModelPurpose Purpose, decimal Cost, int Calls);

/// <summary>By what the spending of a month is told apart.</summary>
public enum SpendingGroup { Piece, Model, Purpose, Person }

/// <summary>What was spent this month, UTC, on one piece, model or purpose, or by one person.</summary>
/// <param name="Name">Title of the piece, name of the model or the person, or the purpose as a word; null for what was asked for no piece, or for one that was removed or may not be seen.</param>
/// <param name="Id">Of the piece, or of the provider of the model.</param>
/// <param name="Cost">In US dollars, with what is reserved for calls under way.</param>
public sealed record ModelSpendingShare(string? Name, Guid? Id, decimal Cost, int Calls, long InputTokens, long OutputTokens);
