#!/usr/bin/env bash
# Uses the packages in dist/ as people do: on a clean Debian that starts with systemd, and under Wine. Arguments: which of lint,
# clean, again, wine; all when there is none. `make check-packages` installs what it needs.
#
#   CLEAN_ROOT   a folder that debootstrap has filled before; it is copied
#   SUITE        release of Debian (bookworm)
#   COLD=1       build again with a cache of its own: everything is compiled twice
#   KEEP=1       keep the folder of the check
#
# It runs as a person; containers are started with sudo, which asks for the password once.
#
# shellcheck disable=SC2034,SC2016 # the parts use the variables; endings are expanded when they are run
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's/^Version = "\(.*\)"$/\1/p' FyneApp.toml)
dist=$PWD/dist
suite=${SUITE:-bookworm}
work=$(mktemp -d /tmp/pupitre-packages.XXXXXX)
readonly version dist suite work
readonly desktop_deb=pupitre_$version-1_amd64.deb server_deb=pupitre-server_$version-1_amd64.deb
readonly desktop_rpm=pupitre-$version-1.x86_64.rpm server_rpm=pupitre-server-$version-1.x86_64.rpm
chmod 755 "$work" # a person without rights passes through it

as_root=()
endings=() # commands of this check that end what it started, the last first

finish() {
	local status=$? i
	for ((i = ${#endings[@]} - 1; i >= 0; i--)); do eval "${endings[i]}" >/dev/null 2>&1 || true; done
	if ((status)) || [[ -n ${KEEP:-} ]]; then
		echo "check-packages: what it leaves is in $work" >&2
	else
		"${as_root[@]}" rm -rf --one-file-system "$work" || true
	fi
	if ((status)); then echo 'check-packages: FAILED' >&2; fi
}
trap finish EXIT

say() { printf 'check-packages: %s\n' "$*"; }

fail() {
	printf 'check-packages: %s\n' "$*" >&2
	exit 1
}

# eventually SECONDS COMMAND... waits until a command succeeds.
eventually() {
	local left=$1
	shift
	until "$@"; do
		((left--)) || return 1
		sleep 1
	done
}

# become_root asks for the password once, and keeps the answer alive while the check runs.
become_root() {
	((EUID)) || return 0
	as_root=(sudo)
	if [[ ${CI:-} == true || ! -t 0 ]]; then as_root=(sudo --non-interactive); fi
	"${as_root[@]}" true || fail 'sudo is needed: a clean system runs in a container'
	(while sleep 60; do sudo --non-interactive --validate || exit; done) &
	endings+=("kill $!")
}

for part in lint clean again wine; do
	# shellcheck source=/dev/null
	source "packaging/check/$part.sh"
done

[[ -f $dist/SHA256SUMS ]] || scripts/package.sh
export GOFLAGS=-tags=sqlite_fts5
go build -o "$work/visit" ./internal/packaging/visit
for part in "${@:-lint clean again wine}"; do
	for step in $part; do
		began=$SECONDS
		"$step"
		say "$step took $((SECONDS - began)) s"
	done
done
say 'all is well'
