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
function start() { text = ""; brace = 0; closure = 0 }
function awaits(code) { return code ~ /(^|[^A-Za-z0-9_])co_await([^A-Za-z0-9_]|$)/ }
function report(line, what) { print FILENAME ":" line ": " what; bad = 1 }
function finish() {
  if (brace && awaits(text)) report(brace, "aggregate braces in an expression with co_await")
  if (closure && awaits(text)) report(closure, "a closure that captures by copy in an expression with co_await")
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
# Of the bracket that comes next: does it introduce a lambda? Else it is an index, an attribute or a structured binding.
function is_lambda(next_character,    before) {
  if (next_character == "[" || text ~ /\[$/) return 0
  before = text; sub(/ +$/, "", before)
  if (before ~ /(^|[^A-Za-z0-9_])auto *&*$/) return 0
  return before !~ /[A-Za-z0-9_)\]]$/ || before ~ /(^|[^A-Za-z0-9_])(return|co_return|co_await|co_yield|case)$/
}
# Pointers may be destroyed twice: `&`, `&name`, `this`. Whatever else is captured may not.
function copies(list,    i, c, level, item, found) {
  for (i = 1; i <= length(list) + 1; ++i) {
    c = substr(list, i, 1)
    if (c ~ /[({[]/) ++level
    if (c ~ /[]})]/) --level
    if ((c == "," && !level) || i > length(list)) {
      gsub(/^ +| +$/, "", item)
      if (item != "" && item !~ /^&/ && item != "this") found = 1
      item = ""
    } else item = item c
  }
  return found
}
# What stands in the parentheses of if, while, for and switch. A first statement before `;` isn't part of the condition.
function condition(c) {
  if (c == "(") {
    ++parens
    if (text ~ /(^|[^A-Za-z0-9_])(if|while|for|switch)( constexpr)? *$/) {
      began[++controls] = FNR; level_of[controls] = parens; asked[controls] = ""; first[controls] = 1
      return
    }
  } else if (c == ")") {
    if (controls && parens == level_of[controls]) {
      if (awaits(asked[controls])) report(began[controls], "co_await in a condition")
      --controls
    }
    if (parens > 0) --parens
  } else if (c == ";" && controls && parens == level_of[controls] && first[controls]) {
    first[controls] = 0; asked[controls] = ""
    return
  }
  if (controls) asked[controls] = asked[controls] c
}
FNR == 1 { parens = 0; controls = 0; captures = 0; depth = 0; comment = 0; raw = ""; start() }
/^[ \t]*#/ { next }
{
  line = bare($0)
  for (i = 1; i <= length(line); ++i) {
    c = substr(line, i, 1)
    condition(c)
    if (captures) {
      if (c == "[") ++captures
      if (c == "]" && --captures == 0 && copies(captured) && !closure) closure = FNR
      captured = captured c
    } else if (c == "[" && is_lambda(substr(line, i + 1, 1))) { captures = 1; captured = "" }
    if (c == "{") {
      ++depth
      if (is_block()) {
        kept_text[depth] = text; kept_brace[depth] = brace; kept_closure[depth] = closure; block[depth] = 1; start()
      }
      else { block[depth] = 0; if (!brace) brace = FNR; text = text c }
    } else if (c == "}") {
      if (block[depth]) {
        finish()
        # The body of a lambda or a function ends: what stood before it goes on, if it is an expression.
        if (kept_text[depth] ~ /\(.*\[/ || kept_text[depth] ~ /= *\[/) {
          text = kept_text[depth] "b"; brace = kept_brace[depth]; closure = kept_closure[depth]
        }
      } else text = text c
      if (depth > 0) --depth
    } else if (c == ";") finish()
    else text = text c
  }
  text = text " "; condition(" ")
}
END { exit bad }
