#!/usr/bin/env bash
# Long random searches: every fuzz target for the time given, and every package with properties (pgregory.net/rapid) with
# many more cases. Argument: time for each fuzz target, as go test -fuzztime takes it. GOFLAGS comes from the Makefile.
set -euo pipefail

readonly budget=${1:-5m}
readonly cases=20000

mapfile -t properties < <(go list -f '{{range .TestImports}}{{if eq . "pgregory.net/rapid"}}{{$.ImportPath}}{{end}}{{end}}
{{range .XTestImports}}{{if eq . "pgregory.net/rapid"}}{{$.ImportPath}}{{end}}{{end}}' ./... | grep . | sort -u)
for package in "${properties[@]}"; do
	echo "soak: $package, $cases cases for each property"
	go test -race -count=1 -timeout 6h "$package" -rapid.checks="$cases"
done

# A package takes one fuzz target at a time.
while IFS=: read -r file target; do
	echo "soak: $target for $budget"
	go test -run '^$' -fuzz "^$target\$" -fuzztime "$budget" "./$(dirname "$file")"
done < <(grep -rhoH --include='*_test.go' -E '^func Fuzz[A-Za-z0-9_]+' . | sed -E 's/^\.\///; s/:func /:/')
