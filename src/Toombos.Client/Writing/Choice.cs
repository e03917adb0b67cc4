namespace Toombos.Client.Writing;

/// <summary>Something to pick from: a voice or a template.</summary>
/// <param name="Name">The word that requests use.</param>
/// <param name="Title">The word that people read.</param>
public sealed record Choice(string Name, string Title, string Description);
