# Pupitre: one place for every command. `make` alone lists them.
#
# What the person may set:
#   GOFLAGS     flags for every go command; our build tags are added to them
#   SOAK        time given to each long search of `make soak` (default 5m)
#   WORLDS      small worlds that `make test` simulates (default 20000)
#   PARTS       what `make check-packages` does, of lint clean again wine (default: all)
#   BENCH_RUNS  starts of each program that `make bench` measures (default 15)

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

SOAK ?= 5m
BENCH_RUNS ?= 15
WORLDS ?= 20000

# Go keeps only the last -tags that it meets, so the person's and ours are joined into one. The flags are asked of go,
# not of the environment: `go env -w` keeps some too.
ours := sqlite_fts5
comma := ,
person := $(if $(filter command,$(origin GOFLAGS)),$(GOFLAGS),$(shell go env GOFLAGS 2>/dev/null))
tags := $(patsubst -tags=%,%,$(patsubst --tags=%,-tags=%,$(filter -tags=% --tags=%,$(person))))
tags := $(subst $() ,$(comma),$(strip $(tags) $(filter-out $(subst $(comma), ,$(tags)),$(ours))))
override export GOFLAGS := $(strip $(filter-out -tags=% --tags=%,$(person)) -tags=$(tags))

# Packages under the race detector: all that runs in more than one goroutine. The windows are one goroutine by
# construction (ui/task has the only door), and Fyne built twice would double the time of a first run.
race := ./data/... ./i18n/... ./resources/... ./internal/archtest/...
e2e := ./internal/e2e/...
simulation := ./internal/simulation/...
programs := bin/pupitre bin/pupitre-server bin/pupitrectl bin/gallery

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

.PHONY: setup
setup: ## install what the system lacks (asks for the password once, when something is missing)
	@scripts/setup.sh

.PHONY: build
build: $(programs) ## build the four programs into bin/

# Go knows better than make what has changed, so each is always asked for; unchanged, it takes a second.
.PHONY: $(programs)
$(programs): bin/%:
	go build -o bin/ ./cmd/$*

.PHONY: run
run: setup bin/pupitre ## open Pupitre on an embedded demonstration server
	bin/pupitre --demo

.PHONY: test
test: setup test-unit test-simulation test-e2e ## every test, no display needed

.PHONY: test-unit
test-unit: ## unit tests, race detector where more than one goroutine runs
	scripts/in-memory.sh go test -race $(race)
	scripts/in-memory.sh go test $$(go list ./... | grep -vxFf <(go list $(race) $(e2e) $(simulation)))

# The first line prints what the worlds went through, and fails when they lacked a kind of fault or outcome. The second plants
# defects into the core, one after the other: each has to be found.
.PHONY: test-simulation
test-simulation: ## worlds of desktops and a server with every fault, and whether they find planted defects
	go test -v $(simulation) -args -seeds=$(WORLDS) -readings=100
	go test -tags=$(tags)$(comma)mutants $(simulation) -run '^TestMutants$$'

.PHONY: test-e2e
test-e2e: ## the real programs, driven through their windows on a private display
	go test -count=1 -timeout 30m $(e2e)

.PHONY: check
check: ## what must hold before a commit, beside the tests
	@scripts/setup.sh check
	scripts/check.sh $(tags) $(race)

.PHONY: bench
bench: setup bin/pupitre bin/pupitre-server ## start-up against an empty Fyne window; frames of a million rows; synchronisation against PouchDB and plain SQLite; chat hours against opening_hours; a photograph to a logo against sharp; the directory's search against LIKE and bleve, and its import against plain insertion
	go build -o bin/empty-window ./internal/bench/empty
	go build -tags=$(tags)$(comma)migrated_fynedo -o bin/table-window ./internal/bench/scroll/window
	go build -tags=$(tags)$(comma)migrated_fynedo -o bin/portal-window ./internal/bench/portal/window
	go run ./internal/bench -runs $(BENCH_RUNS) -pupitre bin/pupitre -empty bin/empty-window
	go run ./internal/bench/scroll -window bin/table-window
	go run ./internal/bench/portal -window bin/portal-window
	go run ./internal/bench/sync -server bin/pupitre-server -json bin/bench-sync.json
	go run ./internal/bench/hours
	go run ./internal/bench/branding
	go run ./internal/bench/directory
	go run ./internal/bench/intake -server bin/pupitre-server
	LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a -s "-screen 0 1280x1024x24" go run ./internal/bench/week
	LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a -s "-screen 0 1280x1024x24" go run ./internal/bench/branding/window

.PHONY: soak
soak: setup ## long random searches: properties and fuzz targets, SOAK for each
	scripts/soak.sh $(SOAK)

.PHONY: masters
masters: ## rewrite the pictures that the page tests compare with (look at them before committing)
	UPDATE_MASTERS=1 go test ./ui/... ./cmd/gallery/...

.PHONY: screenshots
screenshots: setup ## take the pictures of the README from the real program, and draw those of the guides
	UPDATE_PICTURES=1 go test -count=1 -run '^TestPictures' ./cmd/gallery/pictures
	PUPITRE_PICTURES="$$PWD/resources/docs/pictures" go test -count=1 -run '^TestPictures$$' $(e2e)

.PHONY: guide
guide: ## write the guides as pages for the Web, both languages, into bin/guide
	scripts/guide.sh bin/guide

.PHONY: package
package: ## build the packages for Linux, the server and Windows into dist/ (packaging/README.md)
	@scripts/setup.sh package
	scripts/package.sh

.PHONY: check-packages
check-packages: ## install and use the packages: on a clean Debian, and under Wine (asks for the password once)
	@scripts/setup.sh package check-packages
	scripts/check-packages.sh $(PARTS)

.PHONY: package-sizes
package-sizes: ## what fills the packages of dist/
	@go run ./internal/packaging/sizes

.PHONY: clean
clean: ## remove what was built and what failed tests left
	rm -rf bin dist
	find . -path '*/testdata/failed' -prune -exec rm -rf {} +
