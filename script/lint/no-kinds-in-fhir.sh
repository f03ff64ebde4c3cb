#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# src/fhir is driven by HL7's definitions: no source of it may name a kind of resource.
#
#   no-kinds-in-fhir.sh [--self-test] FHIR.KINDS [FOLDER]
#
# FHIR.KINDS is what the build made of the definitions (build/<preset>/src/fhir/fhir.kinds). Tests may name kinds, and
# URLs may hold them, and so do two C++ types, Task<…> and policy::Person, and a header of HTTP. Three names are what the engine itself writes: Bundle, OperationOutcome
# and CapabilityStatement.
# The compiler of the definitions may name the kinds that definitions are written in.
set -eu

self_test=no
if [ "${1-}" = --self-test ]; then self_test=yes; shift; fi
kinds=${1:?usage: no-kinds-in-fhir.sh [--self-test] FHIR.KINDS [FOLDER]}
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${2:-$root/src/fhir}

[ "$(wc -l < "$kinds")" -ge 140 ] || { echo "no-kinds-in-fhir: $kinds doesn't list R4's kinds" >&2; exit 2; }

# Whole words, in code and in text; comments count too, since they are where a special case is first excused.
lines() {  # FOLDER ALLOWED NAME...: lines of files so named that hold a kind
  pattern=$(grep -vxE "$2" "$kinds" | paste -sd'|')
  find "$1" -name node_modules -prune -o -path "$1/tests" -prune -o -type f -name "$3" -print | sort |
    while read -r file; do
      sed -E 's#https?://[^" )]*##g; s/\bTask<//g; s/\bpolicy::Person\b//g; s/headers\.add\("Location"//' "$file" | grep -nwE "$pattern" | sed "s#^#$file:#" || true
    done
}
check() {
  found=$(lines "$1" 'Bundle|OperationOutcome|CapabilityStatement' '*.[ch]pp'
          lines "$1" 'StructureDefinition|SearchParameter|ValueSet|CodeSystem' '*.mjs')
  [ -z "$found" ] || echo "$found"
  [ -n "$found" ]
}

if [ $self_test = yes ]; then
  planted=$(mktemp -d)
  trap 'rm -rf "$planted"' EXIT
  mkdir "$planted/tests"
  echo 'if (kind == "Observation") {}' > "$planted/tests/a.cpp"
  echo 'struct ObservationPoint {}; // patient, Bundle, http://hl7.org/Observation' > "$planted/a.hpp"
  echo 'Task<void> f(const policy::Person&);' > "$planted/c.hpp"
  echo "read('StructureDefinition')" > "$planted/a.mjs"
  if check "$planted" > /dev/null; then echo "self-test: reported what is allowed" >&2; exit 1; fi
  for name in b.cpp b.hpp b.mjs; do
    printf '\nif (kind == "Task" || kind == "Person") {}\n' > "$planted/$name"
    if ! check "$planted" | grep -q "$name:2:"; then echo "self-test: missed a kind in $name" >&2; exit 1; fi
    rm "$planted/$name"
  done
  echo "no-kinds-in-fhir: self-test passed"
  exit 0
fi

if check "$folder"; then
  echo "no-kinds-in-fhir: the lines above name kinds of resources; put what they need into the table" >&2
  exit 1
fi
echo "no-kinds-in-fhir: clean"
