using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Toombos.Connectors.Channels.Accounts;

/// <summary>What came of reading settings: the account, and what is stored of it; or what is wrong, by field.</summary>
public sealed record AccountReading(ChannelAccount? Account, JsonObject Settings, IReadOnlyDictionary<string, string> Secrets, IReadOnlyDictionary<string, string> Errors);

/// <summary>The form of one kind of account, as its record's annotations say: which fields there are, whether what was entered is good, and what is stored of it.</summary>
public sealed class AccountForm
{
    const int LongestSecret = 8000;

    readonly Type _type;
    readonly List<(AccountField Field, PropertyInfo Property, ValidationAttribute[] Rules)> _fields;

    AccountForm(Type type) => (_type, _fields) = (type, [.. Read(type)]);

    public IReadOnlyList<AccountField> Fields => [.. _fields.Select(f => f.Field)];

    /// <summary>The field that a connected account is chosen in; null where there is none.</summary>
    public AccountField? Connected => Fields.FirstOrDefault(f => f.Input == FieldInput.Connection);

    /// <summary>The field whose values a connected account can list; null where there is none.</summary>
    public AccountField? Listed => Fields.FirstOrDefault(f => f.Listed);

    public static AccountForm Of<T>() where T : ChannelAccount => new(typeof(T));

    /// <summary>Judges what was entered. A secret that is left out stays as stored; an empty one is taken away.</summary>
    public AccountReading Read(JsonObject given, IReadOnlyDictionary<string, string> stored)
    {
        var (settings, secrets, errors) = (new JsonObject(), new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (name, _) in given)
            if (_fields.TrueForAll(f => f.Field.Name != name)) errors[name] = $"There is no such setting. There are: {string.Join(", ", _fields.Select(f => f.Field.Name))}.";
        foreach (var (field, property, rules) in _fields)
        {
            var value = field.Input == FieldInput.Secret ? SecretOf(field, given, IsReplaced(field, given) ? Nothing : stored) : given[field.Name];
            if (IsBlank(value) && field.Default is { } usual) value = JsonValue.Create(usual);
            if (IsBlank(value))
            {
                if (field.Required) errors[field.Name] = $"Enter this: {field.Label}.";
                continue;
            }
            if (Converted(field, property, value!, out var sentence) is not { } converted)
            {
                errors[field.Name] = sentence;
                continue;
            }
            foreach (var rule in rules)
                if (rule.GetValidationResult(converted, new(converted) { MemberName = property.Name, DisplayName = field.Label }) is { } wrong) errors.TryAdd(field.Name, wrong.ErrorMessage!);
            if (field.Input == FieldInput.Secret) secrets[field.Name] = (string)converted;
            else settings[field.Name] = NodeOf(converted);
        }
        foreach (var field in Fields.Where(f => f.Instead is not null))
        {
            var other = Fields.First(f => f.Name == field.Instead);
            if (!settings.ContainsKey(field.Name) && !secrets.ContainsKey(other.Name)) errors.TryAdd(field.Name, $"Choose one, or enter this instead: {other.Label}.");
            else if (settings.ContainsKey(field.Name) && secrets.ContainsKey(other.Name)) errors.TryAdd(other.Name, $"Leave this empty, because {field.Label} is chosen; or choose none there.");
        }
        if (errors.Count > 0) return new(null, settings, secrets, errors);
        var account = Open(settings, secrets);
        foreach (var (field, why) in account.Contradictions()) errors.TryAdd(field, why);
        return new(errors.Count > 0 ? null : account, settings, secrets, errors);
    }

    /// <summary>The account of stored settings and opened secrets.</summary>
    public ChannelAccount Open(JsonObject settings, IReadOnlyDictionary<string, string> secrets)
    {
        var all = (JsonObject)settings.DeepClone();
        foreach (var (name, secret) in secrets) all[name] = secret;
        return (ChannelAccount)all.Deserialize(_type, AccountsJson.Default)!;
    }

    /// <summary>Whether secrets that are stored must be entered anew, because what they belong to differs.</summary>
    public bool ChangesOwner(JsonObject before, JsonObject after) =>
        _fields.Exists(f => f.Field.OwnsSecrets && !JsonNode.DeepEquals(before[f.Field.Name], after[f.Field.Name]));

    /// <summary>Whoever chooses the one gives up what is stored of the other.</summary>
    bool IsReplaced(AccountField field, JsonObject given) => Fields.Any(f => f.Instead == field.Name && !IsBlank(given[f.Name]));

    static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    static JsonValue NodeOf(object value) => value switch
    {
        int number => JsonValue.Create(number),
        bool on => JsonValue.Create(on),
        string text => JsonValue.Create(text),
        var choice => JsonValue.Create(Camel(choice.ToString()!)),
    };

    static JsonNode? SecretOf(AccountField field, JsonObject given, IReadOnlyDictionary<string, string> stored) =>
        given.ContainsKey(field.Name) ? given[field.Name] : stored.TryGetValue(field.Name, out var kept) ? JsonValue.Create(kept) : null;

    static bool IsBlank(JsonNode? value) => value is null || value.GetValueKind() == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetValue<string>());

    /// <summary>The value as the property has it; null, and why, where it can't be.</summary>
    static object? Converted(AccountField field, PropertyInfo property, JsonNode value, out string sentence)
    {
        var kind = value.GetValueKind();
        sentence = field.Input switch { FieldInput.Number => "This must be a whole number.", FieldInput.Switch => "This must be true or false.", FieldInput.Choice => $"This must be one of: {string.Join(", ", field.Choices.Select(c => c.Value))}.", _ => "This must be a text." };
        switch (field.Input)
        {
            case FieldInput.Number:
                return int.TryParse(kind == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
            case FieldInput.Switch:
                return kind is JsonValueKind.True or JsonValueKind.False ? kind == JsonValueKind.True : kind == JsonValueKind.String && bool.TryParse(value.GetValue<string>(), out var on) ? on : null;
            case FieldInput.Choice:
                var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
                return kind == JsonValueKind.String && field.Choices.Any(c => c.Value == value.GetValue<string>()) ? Enum.Parse(type, value.GetValue<string>(), ignoreCase: true) : null;
            case FieldInput.Connection:
                sentence = "This must be the id of a connected account.";
                return kind == JsonValueKind.String && Guid.TryParse(value.GetValue<string>(), out var id) ? id.ToString() : null;
            default:
                if (kind != JsonValueKind.String) return null;
                var text = value.GetValue<string>().Trim();
                if (field.Input == FieldInput.Secret && text.Length > LongestSecret) sentence = $"This is longer than {LongestSecret} characters.";
                else if (text.Any(c => char.IsControl(c) && !(field.Input is FieldInput.LongText or FieldInput.Secret && c is '\n' or '\r' or '\t'))) sentence = "This holds characters that can't be typed.";
                else return text;
                return null;
        }
    }

    static IEnumerable<(AccountField, PropertyInfo, ValidationAttribute[])> Read(Type type)
    {
        var (fresh, pasted) = (Defaults(type), type.GetProperty(nameof(TokenAccount.AccessToken))?.GetCustomAttribute<DisplayAttribute>() is null ? null : Camel(nameof(TokenAccount.AccessToken)));
        foreach (var property in type.GetProperties().Where(p => p.GetCustomAttribute<DisplayAttribute>() is not null).OrderBy(p => p.GetCustomAttribute<DisplayAttribute>()!.GetOrder() ?? 0))
        {
            var (shown, plain) = (property.GetCustomAttribute<DisplayAttribute>()!, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
            var (length, range) = (property.GetCustomAttribute<StringLengthAttribute>(), property.GetCustomAttribute<RangeAttribute>());
            var rules = property.GetCustomAttributes<ValidationAttribute>().Where(a => a is not RequiredAttribute and not DataTypeAttribute).ToArray();
            var connected = property.GetCustomAttribute<ConnectedAttribute>() is not null;
            yield return (new()
            {
                Name = Camel(property.Name), Label = shown.Name!, Hint = shown.Description, Example = shown.Prompt, Required = property.GetCustomAttribute<RequiredAttribute>() is not null || connected && pasted is null,
                Instead = connected ? pasted : null, Listed = property.GetCustomAttribute<ListedAttribute>() is not null,
                OwnsSecrets = property.GetCustomAttribute<OwnsSecretsAttribute>() is not null,
                Input = property.GetCustomAttribute<SecretAttribute>() is not null ? FieldInput.Secret : connected ? FieldInput.Connection : plain.IsEnum ? FieldInput.Choice : plain == typeof(int) ? FieldInput.Number : plain == typeof(bool) ? FieldInput.Switch
                    : property.GetCustomAttribute<WebAddressAttribute>() is not null ? FieldInput.Address : property.GetCustomAttribute<DataTypeAttribute>()?.DataType == DataType.MultilineText ? FieldInput.LongText : FieldInput.Text,
                Least = range?.Minimum is int least ? least : length?.MinimumLength is > 0 and var shortest ? shortest : null, Most = range?.Maximum is int most ? most : length?.MaximumLength,
                Choices = plain.IsEnum ? [.. plain.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => new FieldChoice(Camel(f.Name), f.GetCustomAttribute<DisplayAttribute>()?.Name ?? f.Name))] : [],
                Default = fresh is not null && property.GetValue(fresh) is { } value and not "" ? plain.IsEnum ? Camel(value.ToString()!) : Convert.ToString(value, CultureInfo.InvariantCulture)?.ToLowerInvariant() : null,
            }, property, rules);
        }
    }

    /// <summary>The values that properties begin with.</summary>
    static object? Defaults(Type type) => type.GetConstructor(Type.EmptyTypes)?.Invoke(null);

    static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
