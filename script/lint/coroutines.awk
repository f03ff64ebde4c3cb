# SPDX-License-Identifier: Apache-2.0
# Reads C++ expression by expression and prints what coroutines.sh forbids: awk -f coroutines.awk FILE…
# Comments, strings and characters become blanks, so that only code is looked at.
function bare(line,    out, i, c, two) {
  out = ""
  for (i = 1; i <= length(line); ++i) {
    c = substr(line, i, 1); two = substr(line, i, 2)
    if (raw) { if (substr(line, i, length(raw)) == raw) { i += length(raw) - 1; raw = "" } ; continue }
    if (comment) { if (two == "*/") { comment = 0; ++i } ; continue }
    if (two == "//") break
    if (two == "/*") { comment = 1; ++i; continue }
    if (two == "R\"") { match(substr(line, i), /\(/); raw = ")" substr(line, i + 2, RSTART - 3) "\""; i += RSTART - 1
                        out = out "s"; continue }
    if (c == "\"" || (c == "\047" && substr(line, i - 1, 1) !~ /[0-9a-fA-F]/)) {
      for (++i; i <= length(line) && substr(line, i, 1) != c; ++i) if (substr(line, i, 1) == "\\") ++i
      out = out "s"; continue
    }
    out = out c
  }
  return out
}
function start() { text = ""; brace = 0 }
function finish() {
  if (brace && text ~ /(^|[^A-Za-z0-9_])co_await([^A-Za-z0-9_]|$)/) {
    print FILENAME ":" brace ": aggregate braces in an expression with co_await"; bad = 1
  }
  start()
}
# Of the brace that comes next: does it open a block, or initialise something?
function is_block(    before, last) {
  if (text ~ /^[ ]*$/) return 1
  before = text; sub(/ +$/, "", before); last = substr(before, length(before), 1)
  if (before ~ /(^|[^A-Za-z0-9_])(return|co_return|co_await|co_yield|case)$/) return 0
  if (before == text) return last == ")" || last == ";"      # touches: f{, >{, ({, {{, ]{
  if (last ~ /[,=(?<|&+]/) return 0
  if (last == ":") return before !~ /\?/
  return 1
}
FNR == 1 { depth = 0; comment = 0; raw = ""; start() }
/^[ \t]*#/ { next }
{
  line = bare($0)
  for (i = 1; i <= length(line); ++i) {
    c = substr(line, i, 1)
    if (c == "{") {
      ++depth
      if (is_block()) { kept_text[depth] = text; kept_brace[depth] = brace; block[depth] = 1; start() }
      else { block[depth] = 0; if (!brace) brace = FNR; text = text c }
    } else if (c == "}") {
      if (block[depth]) {
        finish()
        # The body of a lambda or a function ends: what stood before it goes on, if it is an expression.
        if (kept_text[depth] ~ /\(.*\[/ || kept_text[depth] ~ /= *\[/) { text = kept_text[depth] "b"; brace = kept_brace[depth] }
      } else text = text c
      if (depth > 0) --depth
    } else if (c == ";") finish()
    else text = text c
  }
  text = text " "
}
END { exit bad }
