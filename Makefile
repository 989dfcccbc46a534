# The commands of this repository. Each is a script in scripts/ that installs what it needs, says what for, and
# is quick and quiet the next time. Arguments: `make run ARGS="--addr 127.0.0.1:4000"`.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run test check dev bench setup

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

run: ## build a release and start the demo desk
	@scripts/run.sh $(ARGS)

test: ## everything: style, unit tests, and the real thing in a real browser
	@scripts/test.sh

check: ## the part of `make test` that needs no browser
	@scripts/check.sh

dev: ## rebuild and restart the demo desk as files change
	@scripts/dev.sh $(ARGS)

bench: ## measure latency, throughput and memory
	@scripts/bench.sh $(ARGS)

setup: ## only install what the others need
	@scripts/setup.sh test
