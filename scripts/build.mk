# How C becomes programs. Nothing is listed by hand: a new file under pipeline/, stages/ or tests/ is found by its place.
#
#   pipeline/*/*.c                   one library, $(B)/libpersonal.a
#   stages/NAME.c, stages/NAME/*.c   $(B)/bin/NAME
#   tests/{unit,property}/test_*.c   $(B)/tests/..., cmocka programs with tests/support/*.c
#
# SAN=1 makes the same under build/san with the address and undefined behaviour sanitizers. V=1 shows the commands.

CC     := $(if $(filter default undefined,$(origin CC)),cc,$(CC))
CFLAGS ?= -O3 -g
WARN   := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Werror
LIBS   := -lgsl -lgslcblas -lglpk -lcsv -linih -lnettle -lxlsxwriter -ljansson -lexpat -lz -lm -lpthread

ifdef SAN
B      := build/san
HARDEN := -O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LINK   := -fsanitize=address,undefined
else ifdef FUZZ
B      := build/fuzz
CC     := clang
WARN   := -Wall -Wextra # its -Wconversion is another than that of gcc, which the code is written for
HARDEN := -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LINK   := -fsanitize=fuzzer,address,undefined
else ifdef COV
B      := build/cov
HARDEN := -O0 --coverage
LINK   := --coverage
$(B)/pipeline/base/apart.o: HARDEN += -include tests/support/counted.h
else
B      := build/plain
HARDEN := -fstack-protector-strong -fstack-clash-protection -fcf-protection -D_FORTIFY_SOURCE=3 -fPIE
LINK   := -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed
endif

QUIET  := $(if $(V),,@)
COMPILE = $(CC) -std=c11 -D_DEFAULT_SOURCE -I. -MMD -MP $(WARN) $(CFLAGS) $(HARDEN)

library-sources := $(sort $(wildcard pipeline/*/*.c))
stage-names     := $(sort $(patsubst stages/%.c,%,$(wildcard stages/*.c)) $(patsubst stages/%/,%,$(dir $(wildcard stages/*/*.c))))
support-sources := $(sort $(wildcard tests/support/*.c))
test-sources    := $(sort $(wildcard tests/unit/test_*.c tests/property/test_*.c))

LIBRARY       := $(B)/libpersonal.a
PROGRAMS      := $(stage-names:%=$(B)/bin/%)
TEST_PROGRAMS := $(test-sources:%.c=$(B)/%)
support       := $(support-sources:%.c=$(B)/%.o)

# Flags stand in this file, so what it makes is made again when it changes. What a machine needs is seen to first, once.
$(B)/pipeline/%.o: pipeline/%.c scripts/build.mk | deps
	@mkdir -p $(@D)
	@echo "  CC   $@"
	$(QUIET)$(COMPILE) -c -o $@ $<

$(B)/stages/%.o: stages/%.c scripts/build.mk | deps
	@mkdir -p $(@D)
	@echo "  CC   $@"
	$(QUIET)$(COMPILE) -c -o $@ $<

$(B)/tests/%.o: tests/%.c scripts/build.mk | deps-test
	@mkdir -p $(@D)
	@echo "  CC   $@"
	$(QUIET)$(COMPILE) -c -o $@ $<

# Made anew, so that no member outlives its source.
$(LIBRARY): $(library-sources:%.c=$(B)/%.o)
	@rm -f $@
	@echo "  AR   $@"
	$(QUIET)$(AR) rcs $@ $^

$(TEST_PROGRAMS): $(B)/%: $(B)/%.o $(support) $(LIBRARY)
	@echo "  LINK $@"
	$(QUIET)$(CC) $(LINK) -o $@ $^ -lcmocka $(LIBS)

# What tests put in front of the C library, tests/fault/NAME.c -> $(B)/tests/fault/NAME.so.
PRELOADED := $(patsubst %.c,$(B)/%.so,$(wildcard tests/fault/*.c))
$(PRELOADED): $(B)/%.so: %.c scripts/build.mk | deps-test
	@mkdir -p $(@D)
	@echo "  CC   $@"
	$(QUIET)$(CC) -std=c11 -D_DEFAULT_SOURCE $(WARN) -O1 -shared -fPIC -fno-builtin -o $@ $< -ldl

# Fuzz targets, FUZZ=1: tests/fuzz/fuzz_NAME.c -> $(B)/tests/fuzz/fuzz_NAME. LIBCSV: a csv.c to compile in, for the packaged library
# tells the fuzzer nothing of its branches.
LIBCSV ?=
FUZZERS := $(patsubst %.c,$(B)/%,$(wildcard tests/fuzz/fuzz_*.c))
$(FUZZERS): $(B)/%: $(B)/%.o $(B)/tests/fuzz/support.o $(LIBRARY)
	@echo "  LINK $@"
	$(QUIET)$(CC) $(LINK) $(if $(LIBCSV),-w -g) -o $@ $(filter %.o,$^) $(LIBCSV) $(LIBRARY) $(LIBS)

.SECONDEXPANSION:
$(PROGRAMS): $(B)/bin/%: $$(addprefix $(B)/,$$(addsuffix .o,$$(basename $$(wildcard stages/$$*.c stages/$$*/*.c)))) $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  LINK $@"
	$(QUIET)$(CC) $(LINK) -o $@ $^ $(LIBS)

# Tools beside the chain: deliveries of the synthetic city and of public data sets, and the search against the clock.
$(B)/scripts/%.o: scripts/%.c scripts/build.mk | deps
	@mkdir -p $(@D)
	@echo "  CC   $@"
	$(QUIET)$(COMPILE) -c -o $@ $<

TOOLS := $(B)/tools/example $(B)/tools/adapt $(B)/tools/search-bench
$(B)/tools/example: $(patsubst %,$(B)/scripts/example/%.o,example simulate deliver)
$(B)/tools/adapt: $(B)/scripts/example/adapt.o $(LIBRARY)
$(B)/tools/search-bench: $(B)/scripts/bench/search.o $(LIBRARY)
$(TOOLS):
	@mkdir -p $(@D)
	@echo "  LINK $@"
	$(QUIET)$(CC) $(LINK) -o $@ $^ $(LIBS)

-include $(patsubst %.c,$(B)/%.d,$(library-sources) $(wildcard stages/*.c stages/*/*.c scripts/example/*.c scripts/bench/*.c) $(support-sources) $(test-sources))
