# The front door. `make` alone says what there is.

MAKEFLAGS += --no-builtin-rules --no-builtin-variables
.SUFFIXES:
.DELETE_ON_ERROR: # a target that failed is not newer than what it was made from
AR := ar

help: ## visar den här hjälpen
	@awk -F ': *[^#]*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

include scripts/build.mk

deps: ## ser till att program och bibliotek för rapporten finns
	@scripts/setup.sh report

deps-test: deps
	@scripts/setup.sh test

build: $(PROGRAMS) ## bygger programmen till build/

test: $(PROGRAMS) $(TEST_PROGRAMS) ## kör alla tester
	@tests/run $(B)

clean: ## tar bort allt som har byggts
	rm -rf build

.PHONY: help deps deps-test build test clean

# ---- The chain: from a delivery to a report --------------------------------------------------------------------------------
