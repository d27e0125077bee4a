# Ferry's two commands are `make run` and `make test`. Everything they need that can be installed by a script is; see
# build/setup.sh. `make help` lists the steps, each of which runs alone too.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

GO ?= go
STEP := build/step.sh
DESKTOP := build/desktop.sh
LINT := build/tools/golangci-lint/golangci-lint
STARTED := $(shell date +%s)

# One set of flags for every compile of GTK's part of Wails: another set costs most of a minute more.
ifeq ($(shell uname -s),Linux)
WEBKIT := ,webkit2_41
endif
BUILD := $(GO) build -trimpath
# wv2runtime.browser: on Windows, a missing WebView2 is asked for with its download page, never installed behind one's back.
PRODUCTION := desktop,production,wv2runtime.browser$(WEBKIT)
DEVELOPMENT := dev$(WEBKIT)

.PHONY: help
help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | while IFS=$$'\t' read -r name what; do \
	  printf '  make %-14s %s\n' "$$name" "$$what"; done

## To use it

.PHONY: run build
run: setup-run build-if-window ## set up what is missing, build, and open the window (with no display: serve it to a browser)
	@build/run.sh

build: frontend ## build/bin/ferry, the program that people get
	@$(STEP) "Build the app" $(BUILD) -tags $(PRODUCTION) -ldflags "-s -w" -o build/bin/ferry .

.PHONY: development build-if-window frontend
development: frontend
	@$(STEP) "Build the development app (practice organization only)" $(BUILD) -tags $(DEVELOPMENT) -o build/bin/ferry-dev .
	@$(STEP) "Build the guard in front of it" $(BUILD) -o build/bin/headless ./build/headless

build-if-window:
	@if build/display.sh; then $(MAKE) --no-print-directory build; else $(MAKE) --no-print-directory development; fi

frontend:
	@$(STEP) "Build the screens" build/frontend.sh

.PHONY: windows
windows: frontend ## build/bin/ferry.exe, from any system
	@$(STEP) "Build the app for Windows" build/windows.sh

## To test it

.PHONY: test ci
test: setup-test format vet lint go-test bindings-compare typecheck eslint vitest e2e smoke ## everything that a change must pass
	@printf '\n==> make test: everything passed in %d s\n' "$$(( $$(date +%s) - $(STARTED) ))"

# LONG lists the checks that take too long for every change; add targets here.
LONG := proof match fuzz e2e-long
ci: test $(LONG) ## make test, then the long checks
	@printf '\n==> make ci: everything passed in %d s\n' "$$(( $$(date +%s) - $(STARTED) ))"

.PHONY: setup-run setup-test
setup-run:
	@$(STEP) "Set up what running needs" build/setup.sh run
setup-test: ## install what is missing to test
	@$(STEP) "Set up what testing needs" build/setup.sh test

.PHONY: format vet lint
format: ## gofmt, as a check
	@$(STEP) "Go formatting" build/format.sh

vet: ## go vet, as each platform and build sees the code
	@$(STEP) "go vet" $(GO) vet ./...
	@$(STEP) "go vet of the backend, without cgo" env CGO_ENABLED=0 $(GO) vet ./backend/... ./build/...
	@$(STEP) "go vet of the window's build" $(GO) vet -tags $(PRODUCTION) . ./app/...
	@$(STEP) "go vet of the development build" $(GO) vet -tags $(DEVELOPMENT) . ./app/...
	@$(STEP) "go vet for Windows" env GOOS=windows CGO_ENABLED=0 $(GO) vet ./...
	@$(STEP) "go vet for macOS" env GOOS=darwin GOARCH=arm64 CGO_ENABLED=0 $(GO) vet ./...

lint: ## golangci-lint with .golangci.yml
	@$(STEP) "golangci-lint" $(LINT) run --allow-parallel-runners ./...

# SQLite and QuickJS themselves, as Go translated from C, have memory and locks of their own, which the race detector cannot
# follow: watching them halves the speed of every test with a database and finds nothing. What is around them is watched.
UNWATCHED := $(foreach package,sqlite/lib libc libquickjs,-gcflags=modernc.org/$(package)=-race=false)

.PHONY: go-test
go-test: ## Go's tests with the race detector, and the backend's without cgo
	@$(STEP) "Go tests, race detector on" $(DESKTOP) $(GO) test -race $(UNWATCHED) -shuffle=on -timeout 25m ./...
	@$(STEP) "Go tests of the backend, without cgo" env CGO_ENABLED=0 $(DESKTOP) $(GO) test -shuffle=on -short ./backend/...

.PHONY: bindings bindings-compare
bindings: ## write frontend/wailsjs anew from app's bound methods
	@$(STEP) "Make the bindings" build/bindings.sh write
bindings-compare:
	@$(STEP) "Compare the bindings" build/bindings.sh compare

.PHONY: typecheck eslint vitest
typecheck: ## TypeScript, strict
	@$(STEP) "TypeScript" npm --prefix frontend run --silent typecheck
eslint: ## eslint, no warnings
	@$(STEP) "eslint" npm --prefix frontend run --silent lint
vitest: ## the screens' own tests
	@$(STEP) "vitest" npm --prefix frontend run --silent test

.PHONY: ferryctl
ferryctl:
	@$(STEP) "Build ferryctl" $(BUILD) -o build/bin/ferryctl ./backend/cmd/ferryctl

.PHONY: e2e smoke
e2e: development ferryctl ## the flows, in Chromium against the development app; screenshots in build/e2e
	@$(STEP) "End-to-end flows in Chromium" env FERRY_DISPLAY=1 FERRY_CHROMIUM="$$(build/chromium.sh)" $(DESKTOP) \
	  npm --prefix frontend run --silent e2e

.PHONY: e2e-long
e2e-long: development ferryctl ## the flows that take long: a hundred thousand entries in the outbox, people made in every look
	@$(STEP) "Long flows in Chromium" env FERRY_E2E_LONG=1 FERRY_DISPLAY=1 FERRY_CHROMIUM="$$(build/chromium.sh)" $(DESKTOP) \
	  npm --prefix frontend run --silent e2e

.PHONY: screenshots
SHOTS := build/e2e
screenshots: ## the README's four pictures, from what the last `make e2e` saw
	@$(STEP) "Take the README's pictures from $(SHOTS)" install -m 644 $(SHOTS)/outbox-en-light.png $(SHOTS)/linkedin-en-dark.png \
	  $(SHOTS)/records-es-light.png build/screenshots
	@install -m 644 $(SHOTS)/crm-settings-first-en-light.png build/screenshots/settings-en-light.png

smoke: build ## the exact program that people get, in a real window, by keys and mouse
	@$(STEP) "Smoke test of the window" build/smoke.sh

.PHONY: fuzz fuzz-long
fuzz: ## each fuzz target for a minute
	@$(STEP) "Fuzz, a minute each" build/fuzz.sh 60s
fuzz-long: ## each fuzz target for ten minutes
	@$(STEP) "Fuzz, ten minutes each" build/fuzz.sh 10m

.PHONY: match
match: ## how right and how fast matching is, on made-up people of a held-out seed; some minutes
	@$(STEP) "Matching: precision, recall, speed and memory" $(GO) run ./backend/cmd/ferryctl bench match -contacts 300000 -members 3000

.PHONY: proof soak
proof: ## kill the sender 200 times with everything going wrong, and trace its system calls; some minutes
	@$(STEP) "Proof: nothing is lost and nothing is doubled" $(GO) test ./backend/proof -count=1 -timeout 20m -kills 200 -strace
soak: ## the same with 2,000 kills; half an hour at most
	@$(STEP) "Soak" $(GO) test ./backend/proof -count=1 -timeout 60m -kills 2000 -v
