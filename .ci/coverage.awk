# Lines covered in Features and Connectors over all Cobertura files given; a line counts once, whoever ran it.
function attribute(name,   parts) { return split($0, parts, name "=\"") > 1 ? substr(parts[2], 1, index(parts[2], "\"") - 1) : "" }
function area(path) {
  if (path ~ /\.g\.cs$|\/obj\//) return ""
  if (path ~ /src\/Toombos\.Server\/Features\//) return "Features"
  if (path ~ /src\/Toombos\.Connectors\//) return "Connectors"
  if (path ~ /src\/Toombos\.Server\/Platform\//) return "Platform"
  if (path ~ /src\/Toombos\.Dashboard\//) return "Dashboard"
  if (path ~ /src\/Toombos\.Client\//) return "Client"
  return ""
}
/<class / { file = attribute("filename"); here = area(file) }
/<line / && here != "" {
  key = file ":" attribute("number")
  if (!(key in known)) { known[key] = 1; lines[here]++ }
  if (attribute("hits") + 0 > 0 && !(key in hit)) { hit[key] = 1; covered[here]++ }
}
END {
  count = split("Features Connectors Platform Client Dashboard", names, " ")
  for (i = 1; i <= count; i++)
    if (lines[names[i]] > 0)
      printf "Coverage of %-10s %5.1f %% of %d lines\n", names[i], 100 * covered[names[i]] / lines[names[i]], lines[names[i]]
}
