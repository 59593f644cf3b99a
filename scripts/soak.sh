#!/usr/bin/env bash
# Long searches: simulated worlds, databases killed and failed over, the real programs killed, then every fuzz target for
# the time given, and every package with properties (pgregory.net/rapid) with many more cases. Argument: time for each fuzz
# target, as go test -fuzztime takes it. GOFLAGS comes from the Makefile.
set -euo pipefail

readonly budget=${1:-5m}
readonly cases=20000

echo "soak: worlds of desktops and a server"
go test -count=1 -timeout 8h -v ./internal/simulation -args -seeds=100000 -twice=1 -files=2000 -stories=50 -readings=2000
echo "soak: PostgreSQL killed and failed over"
go test -count=1 -timeout 30m -v -run Acknowledged ./data/store -args -pg-kills=25
go test -count=1 -timeout 30m -v -run LaggingStandby ./cmd/pupitre-server -args -failovers=20

echo "soak: the real programs killed"
go test -timeout 2h -v ./internal/e2e -run '^TestKillRounds$' -args -rounds=200

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
