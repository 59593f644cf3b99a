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

# The name is always the same: Go remembers a test's result for the TMPDIR that it was run with. PostgreSQL runs as a user of
# its own and has to pass through.
folder=/dev/shm/pupitre-$UID
mkdir -m 711 "$folder" 2>/dev/null || true
if [[ ! -d $folder || -L $folder || ! -O $folder ]]; then # somebody else's
	exec "$@"
fi
# What a test that was killed has left: memory is not given back by itself.
find "$folder" -mindepth 1 -maxdepth 1 -mmin +120 -exec rm -rf {} +
trap 'rmdir "$folder" 2>/dev/null || true' EXIT

export GOTMPDIR="${GOTMPDIR:-${TMPDIR:-/tmp}}"
export TMPDIR=$folder
"$@"
