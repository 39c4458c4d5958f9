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

deps-long: deps-test
	@scripts/setup.sh long

build: $(PROGRAMS) ## bygger programmen till build/

test: $(PROGRAMS) $(TOOLS) $(TEST_PROGRAMS) $(PRELOADED) ## kör alla tester, de som är program även med minneskontroll
ifndef SAN
	@$(MAKE) --no-print-directory SAN=1 test-programs
endif
	@ALSO=$(if $(SAN),,build/san) tests/run $(B)

check-long: $(PROGRAMS) $(TOOLS) $(TEST_PROGRAMS) | deps-long ## kör de långa proven: det som docs/traffsakerhet.md lovar, om igen (ett par timmar)
	@CALIBRATION=long tests/run $(B) calibration coverage power reliability planted_pulse search_speed edges protected_stays
	@LONG=1 tests/run $(B) tests/long

coverage: deps-test ## räknar hur många grenar testerna tar i de våningar som läser, räknar och skyddar (tio minuter)
	@scripts/coverage.sh

test-programs: $(TEST_PROGRAMS) $(PRELOADED)

fuzzers: $(FUZZERS)

deps-check: deps-test
	@scripts/setup.sh check

check: deps-check ## kontrollerar form, våningar och vägg, och kör testerna med minneskontroll
	@scripts/check.sh

clean: ## tar bort allt som har byggts
	rm -rf build

bench: $(PROGRAMS) ## mäter mot andra verktyg, skriver build/bench/bench.csv med figurer (en timme)
	@scripts/bench/all.sh

public-data: $(B)/tools/adapt ## gör en leverans av öppna data: make public-data KIND=dfe_csww INPUT=fil DIR=mapp
	@$< "$$KIND" "$$INPUT" "$$DIR"

example: $(B)/tools/example ## gör om de syntetiska filerna i data/raw
	$< data/raw

.PHONY: bench indicator-template help deps deps-test deps-check deps-long build test check-long test-programs check coverage clean example public-data shard-begin shard-read shard-merge shard-words shard-write shard-clean shard-facts shard-count report report-no-pdf check-delivery new-delivery new-year publish forget FORCE fuzzers

# ---- The chain: from a delivery to a report --------------------------------------------------------------------------------
#
# RAW is a delivery, OUT where the report goes. Both may hold blanks and Swedish letters, so no rule names a file of theirs:
# recipes say "$$RAW", and the chain works in $(O), which is OUT, or a link to it where OUT is not a plain name.
#
#   delivery ── settings ──▶ fragments          every result hangs on its inputs, its program and its own section of report.ini
#   clean ──▶ checks ──▶ turnover ──▶ retention, indicators ──▶ propose ──▶ trend, compare ──▶ ═ protect ═ ──▶ audit; claims, figures ──▶ report

RAW ?= data/raw
OUT ?= data/out
RUN ?=#    a command in front of each stage, for a cluster; for srun, which says that all is well of a job whose node was lost, stands a script
override RUN := $(if $(filter srun,$(firstword $(RUN))),scripts/cluster/srun.sh $(wordlist 2,$(words $(RUN)),$(RUN)),$(RUN))
SHARDS ?=# persons are counted in so many parts, each a job of its own: the same bytes (docs/scale.md)
export RAW OUT

# On a terminal every step says what it does, in a pipe nothing does; V=1 shows the commands.
Q := $(if $(V),,@)
say = $(if $(MAKE_TERMERR),@scripts/say.sh '$(1)')
export SOURCE_DATE_EPOCH := 0

$(if $(strip $(RAW)),,$(error RAW är tomt: ange leveransens mapp))
$(if $(strip $(OUT)),,$(error OUT är tomt: ange mappen dit rapporten ska))
parts := $(if $(SHARDS),$(shell seq 1 '$(subst ','\'',$(SHARDS))' 2>&1))
$(if $(SHARDS),$(if $(filter $(SHARDS),$(filter-out 0,$(words $(parts)))),,$(error SHARDS är hur många delar: ett heltal, till exempel 64)))
O := $(if $(filter data/out,$(OUT)),data/out,$(shell scripts/out-link.sh '$(subst ','\'',$(OUT))'))
$(if $(O),,$(error OUT kan inte användas))

# Two runs in one folder would take each other's half-made tables for whole: one waits.
ifneq ($(filter report report-no-pdf shard-begin shard-clean publish $(O)/%,$(MAKECMDGOALS)),)
ifeq ($(MAKELEVEL),0)
$(shell exec scripts/lock.sh '$(subst ','\'',$(O))' $$PPID '$(subst ','\'',$(RAW))' >/dev/null)
endif
endif

# Two steps at a time, as far as they do not hang on each other, and of jobs as many as there are shards; make -j1 or -j8 says otherwise,
# MAKEFLAGS in the environment does not. What changes what others read is done in the order it is named.
ifeq ($(MAKELEVEL)$(filter clean example forget publish new-year new-delivery,$(MAKECMDGOALS)),0)
MAKEFLAGS += --jobs=$(or $(if $(RUN),$(SHARDS)),2)
endif

P := $(O)/private
U := $(O)/public
S := $(O)/settings
R := $(O)/release
BIN := $(B)/bin

# What may pass from the delivery to figures and report, beside protected tables: public by nature, and nothing else does.
# scripts/check-wall.sh holds the rules below the wall against this list.
PUBLIC_BY_NATURE := text events.csv comparability.csv organisation.csv statements.csv revisions.csv published

# A delivery's optional file: its path, or nothing where it is not there.
there = "$$(test ! -e "$$RAW/$(1)" || printf %s "$$RAW/$(1)")"

described := $(O)/tables.xlsx $(O)/datapackage.json $(O)/provenance.json

# One district alone: make report DISTRICT=Kungsholmen gives district.html, .docx and .pdf beside the report.
DISTRICT ?=
export DISTRICT CONFIRM
documents := report brief $(if $(DISTRICT),district)

report: $(foreach d,$(documents),$(O)/$d.html $(O)/$d.docx $(O)/$d.pdf) $(described) ## gör rapporten: make report RAW=leverans OUT=mapp
	@$(if $(MAKE_TERMOUT),scripts/say-done.sh "$$OUT")

report-no-pdf: $(foreach d,$(documents),$(O)/$d.html $(O)/$d.docx) $(described) ## som report, utan PDF

# The report's own page comes first, for its PDF takes longest: what else could be made by then waits.
ifneq ($(filter report report-no-pdf,$(MAKECMDGOALS)),)
$(O)/tables.xlsx $(O)/brief.md $(O)/district.md: | $(O)/report.html
endif

check-delivery: $(addprefix $(BIN)/,clean indicators settings delivery written) | deps ## läser och kontrollerar en leverans, räknar inget
	@scripts/check-delivery.sh $(BIN) "$$RAW"

# RAW and OUT have to be given: what is released is released for good.
publish: ## ger ut rapporten när en andra person har bekräftat: make publish RAW=leverans OUT=mapp [CONFIRM=blankett]
	@$(if $(filter file default undefined,$(origin RAW) $(origin OUT)),echo 'publish: ange både RAW=leverans och OUT=mapp' >&2; exit 2,scripts/release/publish.sh "$$RAW" "$$OUT" "$$CONFIRM")

forget: ## tar bort allt privat ur en rapports mapp: make forget OUT=mapp
	@scripts/release/forget.sh "$$OUT"

new-year: ## lägger nästa års leverans av förra årets: make new-year FROM=mapp TO=mapp [OUT=förra rapporten]
	@scripts/new-year.sh "$$FROM" "$$TO" "$$OUT"

new-delivery: $(BIN)/settings $(BIN)/template | deps ## lägger en mapp för en ny leverans: make new-delivery DIR=mapp
	@scripts/new-delivery.sh "$$DIR" $(BIN)/settings $(BIN)/template

indicator-template: $(BIN)/template | deps ## gör Excelboken för alla indikatorer: make indicator-template FILE=indikatorer.xlsx
	@$(BIN)/template --guide docs/indikatorer.md --output "$${FILE:-indikatorer.xlsx}"

$(U) $(S) $(R): | $(O)/.made
	@mkdir -p $@ && chmod 755 $@

$(P): FORCE | $(O)/.made
	@scripts/out-folder.sh "$$OUT" "$$RAW" && scripts/private-folder.sh $@

$(O)/.made:
	@scripts/out-folder.sh "$$OUT" "$$RAW"

# Lists of what lies in the delivery, one for each part that hangs on it; rewritten only where something changed.
$(P)/delivery.txt: $(BIN)/delivery FORCE | $(P)
	@$(BIN)/delivery --input "$$RAW" --output $@

# The checksum of each file of the delivery, for those who hold it: provenance.json has those that can be public.
$(P)/inputs.txt: $(P)/delivery.txt
	@umask 077 && (cd -- "$$RAW" && find . -path ./published -prune -o -type f ! -name '.*' ! -name '~$$*' ! -name '*.part' \
	    -exec sha256sum {} +) >$@.part && LC_ALL=C sort -k2 -o $@.part $@.part && mv $@.part $@
report report-no-pdf: $(P)/inputs.txt

$(P)/delivery-%.txt: $(P)/delivery.txt scripts/pick-lines.sh
	@scripts/pick-lines.sh $* $< $@

sections := clean files checks turnover retention trend compare indicators protect figures report
$(sections:%=$(S)/%.ini) &: $(BIN)/settings $(P)/delivery.txt FORCE | $(S)
	@$(BIN)/settings --input "$$RAW/report.ini" --output-dir $(S)

# With SHARDS the delivery is cleaned, looked through and counted by parts, and what follows adds the parts up. A queue may take a job for
# done whose node was lost: what it should have made is removed before, so that an old one can't stand for it.
K := $(P)/shards
shards = $(foreach k,$(parts),$(K)/$k-of-$(SHARDS)/$(1))
of-shard = --shard $(1)/$(SHARDS) --shards $(K)
of-all = $(if $(SHARDS),--step sum --shard $(SHARDS) --shards $(K))

cleaned := $(addprefix $(P)/,intake.csv rejects.csv notes.csv revisions.csv extracts.csv spells.csv control.csv counts.csv)
clean-delivery = $(RUN) $(BIN)/clean --delivery "$$RAW" --settings $(S)/clean.ini --files $(S)/files.ini --project . --output-dir $(P)
to-clean := $(P)/delivery-staff.txt $(S)/clean.ini $(S)/files.ini
$(K)/%-of-$(SHARDS)/clean_read: $(BIN)/clean $(to-clean)
	$(Q)rm -f $@ && $(clean-delivery) --step read $(call of-shard,$*)
$(K)/%-of-$(SHARDS)/clean_merged: $(BIN)/clean $(call shards,clean_read)
	$(Q)rm -f $@ && $(clean-delivery) --step merge $(call of-shard,$*)
$(K)/%-of-$(SHARDS)/clean_words: $(BIN)/clean $(call shards,clean_merged)
	$(Q)rm -f $@ && $(clean-delivery) --step words $(call of-shard,$*)
$(K)/%-of-$(SHARDS)/clean_written.csv: $(BIN)/clean $(call shards,clean_words)
	$(Q)rm -f $@ && $(clean-delivery) --step write $(call of-shard,$*)
# What the steps hand each other is a second copy of personal data: it is not kept, and not made again for its own sake.
$(cleaned) &: $(BIN)/clean $(to-clean) $(call shards,clean_written.csv)
	$(call say,Läser och kontrollerar uttaget)
	$(Q)$(clean-delivery) $(of-all)
	@rm -f $(K)/*/clean_*
ifneq ($(SHARDS),)
.SECONDARY: $(foreach t,read merged words written.csv,$(call shards,clean_$t))
endif

look-at = $(RUN) $(BIN)/checks --spells $(P)/spells.csv --counts $(P)/counts.csv --organisation $(call there,organisation.csv) \
	    --settings $(S)/checks.ini --turnover $(S)/turnover.ini --output $(P)/checks.csv
$(K)/%-of-$(SHARDS)/shard_shared.csv: $(BIN)/checks $(call shards,shard_facts.csv) $(S)/checks.ini
	$(Q)rm -f $@ && $(look-at) --step count $(call of-shard,$*)
$(P)/checks.csv: $(BIN)/checks $(cleaned) $(P)/delivery-organisation.txt $(S)/checks.ini $(S)/turnover.ini $(call shards,shard_shared.csv)
	$(call say,Letar efter det osannolika)
	$(Q)$(look-at) $(of-all)

counted := $(addprefix $(P)/,cells.csv flows.csv rates.csv)
count-turnover = $(RUN) $(BIN)/turnover --spells $(P)/spells.csv --extracts $(P)/extracts.csv --counts $(P)/counts.csv \
	    --organisation $(call there,organisation.csv) --settings $(S)/turnover.ini \
	    --output-cells $(P)/cells.csv --output-flows $(P)/flows.csv --output-rates $(P)/rates.csv
$(K)/%-of-$(SHARDS)/shard_facts.csv: $(BIN)/turnover $(cleaned) $(P)/delivery-organisation.txt $(S)/turnover.ini
	$(Q)rm -f $@ && $(count-turnover) --step facts $(call of-shard,$*)
$(K)/%-of-$(SHARDS)/shard_counted.csv: $(BIN)/turnover $(call shards,shard_facts.csv) | $(P)/checks.csv
	$(Q)rm -f $@ && $(count-turnover) --step count $(call of-shard,$*)
$(counted) &: $(BIN)/turnover $(cleaned) $(P)/checks.csv $(P)/delivery-organisation.txt $(S)/turnover.ini $(call shards,shard_counted.csv)
	$(call say,Räknar personalrörligheten)
	$(Q)$(count-turnover) $(of-all)

stayed := $(addprefix $(P)/,survival.csv retention.csv retention_cause.csv median_stay.csv retention_tests.csv tenure_rates.csv)
count-retention = $(RUN) $(BIN)/retention --spells $(P)/spells.csv --extracts $(P)/extracts.csv --rates $(P)/rates.csv \
	    --organisation $(call there,organisation.csv) --turnover $(S)/turnover.ini --settings $(S)/retention.ini \
	    --protect $(S)/protect.ini --output-dir $(P)
$(K)/%-of-$(SHARDS)/shard_stays.csv: $(BIN)/retention $(call shards,shard_facts.csv) $(S)/retention.ini | $(P)/checks.csv
	$(Q)rm -f $@ && $(count-retention) --step count $(call of-shard,$*)
$(stayed) &: $(BIN)/retention $(cleaned) $(P)/rates.csv $(P)/delivery-organisation.txt $(addprefix $(S)/,turnover.ini retention.ini protect.ini) \
    $(call shards,shard_stays.csv)
	$(call say,Räknar hur länge de anställda stannar)
	$(Q)$(count-retention) $(of-all)

# The same for job arrays (scripts/cluster/array.sh), where a scheduler sees to it that each step has what it needs: SHARD is the task's.
shard-begin: $(to-clean) $(P)/delivery-organisation.txt $(addprefix $(S)/,checks.ini turnover.ini retention.ini protect.ini)
shard-read shard-merge shard-words shard-write:
	$(Q)$(clean-delivery) --step $(@:shard-%=%) $(call of-shard,$(SHARD))
shard-clean: $(cleaned)
shard-facts:
	$(Q)$(count-turnover) --step facts $(call of-shard,$(SHARD))
shard-count:
	$(Q)$(look-at) --step count $(call of-shard,$(SHARD))
	$(Q)$(count-turnover) --step count $(call of-shard,$(SHARD))
	$(Q)$(count-retention) --step count $(call of-shard,$(SHARD))

measured := $(addprefix $(P)/,indicators.csv distributions.csv focus_areas.csv indicator_files.csv)
$(measured) &: $(BIN)/indicators $(P)/delivery-indicators.txt $(P)/delivery-organisation.txt \
    $(P)/flows.csv $(P)/rates.csv $(S)/indicators.ini $(S)/files.ini
	$(call say,Läser indikatorerna)
	$(Q)$(RUN) $(BIN)/indicators --delivery "$$RAW" --organisation $(call there,organisation.csv) --flows $(P)/flows.csv \
	    --rates $(P)/rates.csv --settings $(S)/indicators.ini --files $(S)/files.ini --output-dir $(P)

# Which numbers are to be told: proposals, until nothing can be worked out of what they tell. Then it is known of which series a reader
# will see the whole: what is estimated over several of them at once is estimated from these.
judged := $(counted) $(stayed) $(measured) $(addprefix $(P)/,intake.csv rejects.csv checks.csv published.txt delivery-organisation.txt)
protect = $(RUN) $(BIN)/protect --private $(P) --settings $(S)/protect.ini --public $(1) --published "$$RAW/published" \
    --report $(S)/report.ini --organisation $(call there,organisation.csv) --found-out $(P)/found_out.csv
$(P)/shown_series.csv $(P)/found_out.csv &: $(BIN)/protect $(BIN)/audit scripts/propose.sh $(judged) $(S)/protect.ini $(S)/report.ini
	$(call say,Avgör vad som kan visas)
	$(Q)RUN='$(subst ','\'',$(RUN))' scripts/propose.sh $(BIN) $(P) $(S) "$$RAW/published" $(call there,organisation.csv)

tested := $(addprefix $(P)/,breaks.csv verdicts.csv fits.csv robustness.csv)
$(tested) &: $(BIN)/trend $(P)/rates.csv $(P)/flows.csv $(P)/tenure_rates.csv $(P)/shown_series.csv $(P)/delivery-comparability.txt \
    $(S)/trend.ini $(S)/protect.ini
	$(call say,Prövar trendbrott)
	$(Q)$(RUN) $(BIN)/trend --rates $(P)/rates.csv --flows $(P)/flows.csv --tenure $(P)/tenure_rates.csv \
	    --shown-series $(P)/shown_series.csv --settings $(S)/trend.ini --protect $(S)/protect.ini --comparability $(call there,comparability.csv) --output-dir $(P)

comparisons := funnel.csv spread.csv changes.csv change_counts.csv heterogeneity.csv unit_effects.csv decomposition.csv
compared := $(addprefix $(P)/,$(comparisons))
$(compared) &: $(BIN)/compare $(P)/rates.csv $(P)/verdicts.csv $(P)/delivery-comparability.txt $(S)/compare.ini $(S)/trend.ini
	$(call say,Jämför förvaltningarna)
	$(Q)$(RUN) $(BIN)/compare --rates $(P)/rates.csv --verdicts $(P)/verdicts.csv --settings $(S)/compare.ini --trend $(S)/trend.ini \
	    --comparability $(call there,comparability.csv) --output-dir $(P)
report report-no-pdf: $(compared)

# ═══ the wall ═══ Below it a rule may name $(U), $(S), and the delivery's files that are public by nature.
released := $(addprefix $(U)/,city.csv definitions.csv districts.csv district_occupation.csv balance.csv public_breaks.csv \
    public_verdicts.csv public_fits.csv public_robustness.csv public_survival.csv public_retention.csv public_retention_cause.csv \
    public_median_stay.csv public_retention_tests.csv public_tenure_rates.csv public_indicators.csv public_distributions.csv \
    public_focus_areas.csv public_indicator_files.csv public_intake.csv public_rejects.csv public_checks.csv withheld.csv)
# Where counts are to be rounded (rounding_base), the protected tables stay private, for the audit, and round makes the public ones of them.
E := $(P)/exact
rounds := grep -q '^rounding_base *= *[1-9]' $(S)/protect.ini
$(released) &: $(BIN)/protect $(BIN)/round $(judged) $(P)/found_out.csv $(tested) $(S)/protect.ini $(S)/report.ini | $(U)
	$(call say,Skyddar enskilda)
	$(Q)if $(rounds); then scripts/private-folder.sh $(E) && $(call protect,$(E)) && chmod 600 $(E)/*.csv && \
	    $(RUN) $(BIN)/round --exact $(E) --settings $(S)/protect.ini --public $(U); \
	else rm -rf $(E) $(U)/public_rounding.csv && $(call protect,$(U)); fi

# What is public is compared by the same program, from public tables alone: it knows no more than any reader does.
public-compared := $(addprefix $(U)/public_,$(comparisons))
compare-public = $(RUN) $(BIN)/compare --public $(1) --verdicts $(1)/public_verdicts.csv --protect $(S)/protect.ini \
    --settings $(S)/compare.ini --trend $(S)/trend.ini --comparability $(call there,comparability.csv) --output-dir $(1)
$(public-compared) &: $(BIN)/compare $(U)/city.csv $(U)/districts.csv $(U)/public_verdicts.csv $(P)/delivery-comparability.txt $(addprefix $(S)/,compare.ini trend.ini protect.ini)
	$(call say,Jämför det som publiceras)
	$(Q)$(call compare-public,$(U))

# Earlier reports are public: what they said is set beside what is said now.
$(P)/published.txt: $(S)/report.ini scripts/release/earlier.sh FORCE | $(P)
	@scripts/release/earlier.sh "$$RAW/published" $(S)/report.ini $@

$(U)/public_revisions.csv: $(BIN)/revisions $(U)/city.csv $(P)/published.txt $(P)/delivery-revisions.txt $(S)/report.ini
	$(call say,Jämför med förra rapporten)
	$(Q)$(RUN) $(BIN)/revisions --published "$$RAW/published" --public $(U) --report $(S)/report.ini \
	    --reasons $(call there,revisions.csv) --output $@

# From Kolada's figure to ours, step by step, out of what is published.
$(U)/public_bridge.csv: $(BIN)/bridge $(U)/definitions.csv
	$(call say,Räknar vägen från Koladas tal)
	$(Q)$(RUN) $(BIN)/bridge --definitions $(U)/definitions.csv --output $@

# What was registered after earlier reports were made.
$(U)/public_late.csv: $(BIN)/late $(U)/city.csv $(U)/public_revisions.csv $(P)/published.txt $(S)/report.ini
	$(call say,Skattar sena registreringar)
	$(Q)$(RUN) $(BIN)/late --published "$$RAW/published" --public $(U) --report $(S)/report.ini --output $@

public-tables := $(released) $(public-compared) $(addprefix $(U)/public_,revisions.csv late.csv bridge.csv)

# Last of all somebody tries to break it: what can be worked out from what is public fails the build, for the drafts below hang on this.
# Of rounded tables he is given more than any reader: those that they were made of, compared with each other in the same way.
audited = $$(if $(rounds); then echo $(E); else echo $(U); fi)
$(P)/audit.csv: $(BIN)/audit $(public-tables) $(P)/published.txt $(P)/delivery-organisation.txt $(S)/protect.ini $(S)/report.ini
	$(call say,Prövar att inget kan räknas fram)
	$(Q)! $(rounds) || { $(call compare-public,$(E)) && $(RUN) $(BIN)/bridge --definitions $(E)/definitions.csv --output $(E)/public_bridge.csv && \
	    chmod 600 $(E)/*.csv; }
	$(Q)$(RUN) $(BIN)/audit --public $(audited) --settings $(S)/protect.ini --published "$$RAW/published" --report $(S)/report.ini \
	    --organisation $(call there,organisation.csv) --output $@ || { status=$$?; scripts/release/hold-back.sh $(U); exit $$status; }
	@rm -f $(U)/LAMNA-INTE-UT.txt

# Every stage writes whole or not at all, so that a failure need not take the last good results with it.
.PRECIOUS: $(foreach t,facts shared counted stays,$(call shards,shard_$t.csv)) $(sections:%=$(S)/%.ini) $(cleaned) $(P)/checks.csv $(counted) $(stayed) $(P)/shown_series.csv $(P)/found_out.csv $(tested) $(compared) $(measured) $(public-tables) \
    $(U)/claims.csv $(O)/figures/figures.csv $(foreach d,report brief district,$(addprefix $(O)/$d.,md html docx pdf)) $(described)

$(U)/claims.csv: $(BIN)/claims $(public-tables) $(P)/delivery-text.txt $(addprefix $(S)/,report.ini protect.ini trend.ini turnover.ini)
	$(call say,Skriver meningarna)
	$(Q)$(RUN) $(BIN)/claims --public $(U) --report $(S)/report.ini --protect $(S)/protect.ini --trend $(S)/trend.ini \
	    --turnover $(S)/turnover.ini --events $(call there,events.csv) --comparability $(call there,comparability.csv) \
	    --statements $(call there,statements.csv) --output $@

# One list of what was drawn stands for the figures: which there are hangs on what the delivery holds. Word alone takes pictures of
# points, which take longest: nobody else waits for them.
draw = $(RUN) $(BIN)/figures --public $(U) --settings $(S)/report.ini --events $(call there,events.csv) \
    --comparability $(call there,comparability.csv) --format $(1) --output-dir $(O)/figures
$(O)/figures/figures.csv: $(BIN)/figures $(public-tables) $(P)/delivery-events.txt $(S)/report.ini $(wildcard scripts/figures/*.gp)
	@mkdir -p $(@D) && chmod 755 $(@D)
	$(call say,Ritar figurerna)
	$(Q)$(call draw,svg)

$(O)/figures/.png: $(O)/figures/figures.csv
	$(call say,Ritar figurerna för Word)
	$(Q)$(call draw,png) && touch $@ && chmod 644 $@

# No report is written, nor an old one kept up, on tables that fail the audit. What is said is a draft until somebody else has confirmed
# it (make publish), and a draft again when anything of it has changed since: the text as a draft, tables and figures are listed with
# their checksums, and compared with what was released.
write-report = $(RUN) $(BIN)/report --part "$(1)" --status $(2) --public $(U) --figures $(O)/figures --report $(S)/report.ini \
    --protect $(S)/protect.ini --trend $(S)/trend.ini --turnover $(S)/turnover.ini --events $(call there,events.csv) \
    --comparability $(call there,comparability.csv) --organisation $(call there,organisation.csv) --text "$$RAW/text" --output $@

drafts := $(addprefix $(R)/,report-draft.md brief-draft.md)
$(drafts): $(BIN)/report $(public-tables) $(U)/claims.csv $(O)/figures/figures.csv $(P)/delivery-text.txt $(P)/audit.csv \
    $(addprefix $(S)/,report.ini protect.ini trend.ini turnover.ini) | $(R)
	$(Q)$(call write-report,$(patsubst %-draft.md,%,$(@F)),utkast)

$(R)/content.txt: $(drafts) scripts/release/content.sh
	@scripts/release/content.sh $(O) $@ $(public-tables) $(U)/public_rounding.csv $(U)/claims.csv

$(R)/status.txt: $(R)/content.txt scripts/release/status.sh FORCE
	@scripts/release/status.sh "$$RAW/published" $(S)/report.ini $(R)/content.txt $@

# As a draft it has been written already.
write-part = read -r status <$(R)/status.txt && if [ "$$status" = utkast ]; \
	then cp --preserve=mode $(R)/$(1)-draft.md $@.part && mv -f $@.part $@; else $(call write-report,$(1),"$$status"); fi
$(O)/report.md: $(drafts) $(R)/status.txt
	$(call say,Skriver $(@F))
	$(Q)$(call write-part,report)

# The public tables for people, for machines, and where they come from.
$(O)/tables.xlsx: $(BIN)/workbook $(public-tables) $(U)/claims.csv $(S)/report.ini $(S)/protect.ini $(R)/status.txt
	$(call say,Gör Excelboken)
	$(Q)$(RUN) $(BIN)/workbook --public $(U) --report $(S)/report.ini --protect $(S)/protect.ini --status "$$(cat $(R)/status.txt)" --output $@

$(O)/datapackage.json: $(BIN)/datapackage $(public-tables) $(U)/claims.csv $(S)/report.ini
	$(call say,Beskriver tabellerna)
	$(Q)$(RUN) $(BIN)/datapackage --public $(U) --report $(S)/report.ini --output $@

# Which sources the programs are built of, and the delivery's files that are public by nature. The others stand in private/inputs.txt:
# of a small table with small counts even a checksum gives the counts away.
$(B)/revision: FORCE
	@scripts/revision.sh $@

$(O)/provenance.json: $(BIN)/provenance $(B)/revision $(public-tables) $(U)/claims.csv $(P)/delivery-text.txt $(P)/published.txt \
    $(sections:%=$(S)/%.ini)
	$(call say,Skriver vad rapporten är gjord av)
	$(Q)$(RUN) $(BIN)/provenance --public $(U) --settings $(S) --revision "$$(cat $(B)/revision)" --text "$$RAW/text" \
	    --events $(call there,events.csv) --comparability $(call there,comparability.csv) --organisation $(call there,organisation.csv) \
	    --statements $(call there,statements.csv) --revisions $(call there,revisions.csv) --published "$$RAW/published" --output $@

# WORD_TEMPLATE is the city's own template for Word, if it has one.
WORD_TEMPLATE ?=
export WORD_TEMPLATE

# Both hang on the same as report.md, which is newer than all of it.
$(O)/brief.md: $(O)/report.md
	$(call say,Skriver $(@F))
	$(Q)$(call write-part,brief)

$(O)/district.md: $(O)/report.md
	$(call say,Skriver $(@F))
	$(Q)rm -f $(O)/district.*
	$(Q)$(call write-report,$$DISTRICT,"$$(cat $(R)/status.txt)")

ifneq ($(DISTRICT),)
$(O)/district.md: FORCE # last time it may have been another, which a name that is refused must not leave standing
endif

$(O)/%.html: $(O)/%.md $(BIN)/embed $(addprefix scripts/report/,html.sh tools.sh template.html report.css sort.html filter.lua)
	$(call say,Skriver $(@F))
	$(Q)scripts/report/html.sh $< $(O)/figures $@ $(BIN)/embed

$(O)/%.docx: $(O)/%.md $(O)/figures/.png $(BIN)/word $(addprefix scripts/report/,docx.sh tools.sh filter.lua) $(wildcard scripts/report/word/*.xml)
	$(call say,Skriver $(@F))
	$(Q)scripts/report/docx.sh $< $(O)/figures $@ $(BIN)/word "$$WORD_TEMPLATE"

# Not made where report.ini says pdf = none.
$(O)/%.pdf: $(O)/%.html $(BIN)/pdf $(S)/report.ini $(addprefix scripts/report/,pdf.sh tools.sh)
	$(call say,Skriver $(@F))
	$(Q)if grep -q '^pdf *= *none' $(S)/report.ini; then rm -f $@; else scripts/report/pdf.sh $< $@ $(BIN)/pdf; fi
