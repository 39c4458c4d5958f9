#!/bin/sh
# setup.sh report|test|check|long - sees to it that what the report, the tests, the checks or the long tests need is on this machine.
#
# Looks for what is used (a program, a header, a font), not for names of packages, and starts no process while all is there: that
# takes a few milliseconds, so make runs it every time. What is missing is installed on Debian and its kin, as root or through
# sudo; anywhere else, and where there is no sudo, the lines to run are printed. Exit status 0, or 69 where something is missing.
set -u
group=${1:-report}
case $group in
report | test | check | long) ;;
*)
    echo "setup.sh: ange report, test, check eller long" >&2
    exit 2
    ;;
esac

has_program() { command -v "$1" >/dev/null 2>&1; }

# The usual places first, then the compiler's word.
has_header() {
    [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ] ||
        printf '#include <%s>\n' "$1" | "${CC:-cc}" -E -x c - >/dev/null 2>&1
}

has_font() {
    for face in /usr/share/fonts/truetype/liberation*/LiberationSans-Bold.ttf \
        /usr/share/fonts/liberation-sans*/LiberationSans-Bold.ttf; do
        [ -e "$face" ] && return 0
    done
    has_program fc-list && fc-list 'Liberation Sans' 2>/dev/null | grep -q .
}

has_browser() { has_program chromium-headless-shell || has_whole_browser; }
has_whole_browser() { has_program chromium || has_program chromium-browser || has_program google-chrome; }

has_sanitizers() {
    for runtime in /usr/lib/gcc/*/*/libasan.so /usr/lib/gcc/*/*/libasan.a; do
        [ -e "$runtime" ] && return 0
    done
    echo 'int main(void) { return 0; }' | "${CC:-cc}" -fsanitize=address,undefined -x c - -o "${TMPDIR:-/tmp}/setup.$$" 2>/dev/null
    found=$?
    rm -f "${TMPDIR:-/tmp}/setup.$$"
    return $found
}

has_strace() { has_program strace || [ "$(uname)" != Linux ]; } # tests make calls fail with it; elsewhere they are skipped

# Languages whose rules for letters and decimals are others, for the tests that nothing hangs on them.
has_languages() { [ -e /usr/share/i18n/locales/tr_TR ] || [ "$(uname)" != Linux ]; }

# For a test alone, which is skipped where Debian's are not to be had. A user's PATH may lack the folder of services.
has_service() { has_program "$1" || [ -x "/usr/sbin/$1" ] || ! has_program apt-get; }

missing= deb= dnf= brew=
need() { # WORDS DEBIAN FEDORA HOMEBREW TEST...: a dash where a system has it already
    words=$1 for_deb=$2 for_dnf=$3 for_brew=$4
    shift 4
    "$@" && return
    missing="$missing
  $words"
    [ "$for_deb" = - ] || deb="$deb $for_deb"
    [ "$for_dnf" = - ] || dnf="$dnf $for_dnf"
    [ "$for_brew" = - ] || brew="$brew $for_brew"
}

look() {
    missing= deb= dnf= brew=
    need "en C-kompilator (cc)" gcc gcc gcc has_program "${CC:-cc}"
    need "C-bibliotekets huvudfiler" libc6-dev glibc-devel - has_header stdio.h
    need "libcsv" libcsv-dev libcsv-devel libcsv has_header csv.h
    need "GSL" libgsl-dev gsl-devel gsl has_header gsl/gsl_version.h
    need "GLPK" libglpk-dev glpk-devel glpk has_header glpk.h
    need "inih" libinih-dev inih-devel inih has_header ini.h
    need "nettle" nettle-dev nettle-devel nettle has_header nettle/sha2.h
    need "libxlsxwriter" libxlsxwriter-dev libxlsxwriter-devel libxlsxwriter has_header xlsxwriter.h
    need "jansson" libjansson-dev jansson-devel jansson has_header jansson.h
    need "expat" libexpat1-dev expat-devel expat has_header expat.h
    need "zlib" zlib1g-dev zlib-devel zlib has_header zlib.h
    need "gnuplot" gnuplot-nox gnuplot gnuplot has_program gnuplot
    need "pandoc" pandoc pandoc pandoc has_program pandoc
    need "Chromium" chromium-headless-shell chromium chromium has_browser
    need "typsnittet Liberation Sans" fonts-liberation2 liberation-sans-fonts font-liberation has_font
    [ "$group" = report ] && return
    need "Chromium med fönster" chromium chromium chromium has_whole_browser
    need "cmocka" libcmocka-dev libcmocka-devel cmocka has_header cmocka.h
    need "strace" strace strace - has_strace
    need "faketime" faketime libfaketime libfaketime has_program faketime
    need "språkens regler (tr_TR)" locales glibc-locale-source - has_languages
    need "xmllint" libxml2-utils libxml2 libxml2 has_program xmllint
    need "xlsx2csv" xlsx2csv python3-xlsx2csv xlsx2csv has_program xlsx2csv
    need "unzip" unzip unzip unzip has_program unzip
    need "pdfinfo" poppler-utils poppler-utils poppler has_program pdfinfo
    need "python3" python3 python3 python3 has_program python3
    need "kompilatorns kontroller vid körning (libasan)" gcc libasan gcc has_sanitizers
    [ "$group" = test ] && return
    need "clang-format" clang-format clang-tools-extra clang-format has_program clang-format
    need "git" git git git has_program git
    need "node" nodejs nodejs node has_program node
    need "npm" npm nodejs-npm node has_program npm
    [ "$group" = check ] && return
    need "Slurms styrning" slurmctld - - has_service slurmctld
    need "Slurms noder" slurmd - - has_service slurmd
    need "Slurms kommandon" slurm-client - - has_service srun
    need "MUNGE" munge - - has_service munged
}

look
[ -z "$missing" ] && exit 0
echo "Det här saknas:$missing" >&2

as_root=none
if has_program apt-get && [ -n "$deb" ]; then
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif has_program sudo && { sudo -n true 2>/dev/null || { [ -t 0 ] && [ -t 2 ]; }; }; then
        as_root=sudo
    fi
fi

install() {
    # shellcheck disable=SC2086 # words, not one word
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $deb </dev/null >&2
}

update() { $as_root apt-get update -q </dev/null >&2; }

if [ "$as_root" != none ]; then
    echo "Installerar:$deb" >&2
    if [ -n "$(find /var/lib/apt/lists -name '*_Packages*' -print 2>/dev/null | head -n 1)" ]; then
        install || { update && install; }
    else
        update && install
    fi
    look
    [ -z "$missing" ] && exit 0
    echo "Installationen räckte inte. Det här saknas ännu:$missing" >&2
fi
cat >&2 <<END
Installera det med den rad som passar systemet, och kör sedan make igen:
  Debian, Ubuntu:  sudo apt-get install --no-install-recommends$deb
  Fedora:          sudo dnf install$dnf
  macOS:           brew install$brew
END
exit 69
