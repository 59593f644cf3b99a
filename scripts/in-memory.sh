#!/usr/bin/env bash
# Runs a command whose temporary files are kept in memory, where the system has room for them (Linux, 4 GiB free); elsewhere
# it runs as it would. The tests open thousands of small databases, and each commit waits for the disk: two thirds of the
# time of data/store was that wait. Nothing is lost by it: a killed process loses no page of the system's, on disk or in
# memory, and no test can pull the plug. Go's own build files stay on the disk.
set -euo pipefail

room=4194304 # KiB
free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1 || true)
memory=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo 2>/dev/null || true)
if [[ ! -w /dev/shm ]] || ((${free:-0} < room)) || ((${memory:-0} < room)); then
	exec "$@"
fi

export GOTMPDIR="${GOTMPDIR:-${TMPDIR:-/tmp}}"
TMPDIR=$(mktemp -d /dev/shm/pupitre.XXXXXX)
export TMPDIR
# PostgreSQL runs as a user of its own and has to pass through.
chmod 711 "$TMPDIR"
trap 'rm -rf "$TMPDIR"' EXIT
"$@"
