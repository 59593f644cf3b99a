#!/usr/bin/env bash
# What must hold before a commit, beside the tests. Every check runs, so that one run shows all that is wrong.
# Arguments: the build tags, joined by commas, then the packages that are tested under the race detector. GOFLAGS comes
# from the Makefile.
set -uo pipefail

# staticcheck and errcheck hand an empty -tags to go list unless told otherwise, which hides the one in GOFLAGS.
readonly tags=$1
shift

failed=()

# check NAME COMMAND... runs the command and keeps its name when it fails.
check() {
	local name=$1
	shift
	printf 'check: %s\n' "$name"
	"$@" || failed+=("$name")
}

# gofumpt reports by its output, with success.
formatted() {
	local files
	files=$(go tool gofumpt -l .) || return
	[[ -z $files ]] && return
	printf 'not formatted (go tool gofumpt -w FILE):\n%s\n' "$files" >&2
	return 1
}

check gofumpt formatted
check vet go vet ./...
check staticcheck go tool staticcheck -tags "$tags" ./...
check errcheck go tool errcheck -tags "$tags" ./...
check shellcheck shellcheck --external-sources scripts/*.sh packaging/*/*.sh .ci/run
check 'go mod tidy' go mod tidy -diff
check 'import arrows' go test ./internal/archtest/...
# Answered from the cache when the tests have just passed.
check race scripts/in-memory.sh go test -race "$@"

if ((${#failed[@]})); then
	printf 'check: FAILED: %s\n' "$(IFS=,; echo "${failed[*]}")" >&2
	exit 1
fi
echo 'check: all is well'
