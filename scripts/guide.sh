#!/usr/bin/env bash
# Writes the guides as static pages for the Web, both languages, into a folder (bin/guide by default). The same sources give
# the same files.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
go run ./internal/guide "${1:-bin/guide}"
