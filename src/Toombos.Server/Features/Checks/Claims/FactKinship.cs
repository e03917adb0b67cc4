using Toombos.Client.Checks;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>Which facts are of one kind, so that one can stand where the other should.</summary>
static class FactKinship
{
    extension(FoundFact fact)
    {
        /// <summary>A number without a unit: what it counts is the word behind it.</summary>
        public bool IsBare => fact.Kind == ClaimKind.Number && fact.Fact is { Kind: FactKind.Number, Text: "" };

        bool IsYear => fact.Kind == ClaimKind.Date && fact.Fact.Kind == FactKind.Number;
        bool IsCalendar => fact.Fact.Kind is FactKind.Day or FactKind.DayOfMonth or FactKind.MonthOfYear or FactKind.Month;

        /// <summary>Same kind and unit, whatever the value.</summary>
        public bool IsPeerOf(FoundFact other) => other.Fact.Kind switch
        {
            FactKind.Day or FactKind.DayOfMonth or FactKind.MonthOfYear or FactKind.Month => fact.IsCalendar,
            FactKind.Number when other.IsYear => fact.IsYear,
            FactKind.Number => fact.Claims && !fact.IsYear && fact.Fact.Kind == FactKind.Number && (fact.Fact.Text == other.Fact.Text || fact.FurtherUnits.Contains(other.Fact.Text)),
            FactKind.Money => fact.Fact.Kind == FactKind.Money && fact.Fact.Text == other.Fact.Text,
            var kind => fact.Fact.Kind == kind,
        };

        /// <summary>A fact of the source that denies the claim where both are about one thing: another value, or the same one in another unit.</summary>
        public bool IsRivalOf(FoundFact claim)
        {
            if (fact.Fact.Kind == claim.Fact.Kind && fact.Fact.Value == claim.Fact.Value && fact.Fact.Text != claim.Fact.Text && fact.Fact.Text.Length * claim.Fact.Text.Length > 0) return true;
            if (claim.IsYear && fact.Fact.Kind is FactKind.Day or FactKind.MonthOfYear) return true;
            return fact.IsPeerOf(claim) && !fact.Supports().Contains(claim.Fact);
        }
    }
}
