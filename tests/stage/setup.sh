#!/bin/sh
. "$(dirname "$0")/../support/shell.sh"
setup=$project/scripts/setup.sh

# A machine of our own: PATH is a folder that holds what the script itself uses, and whatever else a test puts there.
machine=$dir/bin
mkdir "$machine"
for tool in cat chmod env find grep head rm; do
    ln -s "$(command -v $tool)" "$machine/$tool"
done
program() { # NAME: a program that does what standard input says
    { echo '#!/bin/sh'; cat; } >"$machine/$1"
    chmod +x "$machine/$1"
}
for tool in cc gnuplot chromium pandoc; do
    echo 'exit 0' | program "$tool"
done
echo 'echo 1000' | program id
on_machine() { PATH=$machine /bin/sh "$setup" "$@" </dev/null; }

expect_exit 0 "all that is needed is there" on_machine report
expect "and then nothing is said" test ! -s "$dir/stdout" -a ! -s "$dir/stderr"
expect_exit 2 "a group that does not exist is refused" on_machine other

rm "$machine/pandoc" "$machine/gnuplot"
expect_exit 69 "what is missing and can not be installed is a missing dependency" on_machine report
expect_text "it is named" "$dir/stderr" "  pandoc"
expect_text "with the line for Debian" "$dir/stderr" "sudo apt-get install --no-install-recommends gnuplot-nox pandoc"
expect_text "and for Fedora" "$dir/stderr" "sudo dnf install gnuplot pandoc"
expect_text "and for macOS" "$dir/stderr" "brew install gnuplot pandoc"

echo "echo \"apt-get \$*\" >>'$dir/log'; exit 1" | program apt-get
echo 'exit 1' | program sudo
expect_exit 69 "sudo that asks for a password is not tried without a terminal" on_machine report
expect "and nothing is installed" test ! -e "$dir/log"

echo 'echo 0' | program id
expect_exit 69 "an installation that fails is a missing dependency" on_machine report

rm "$dir/log"
program apt-get <<END
echo "apt-get \$*" >>'$dir/log'
[ "\$1" = install ] || exit 0
for tool in gnuplot pandoc; do
    echo '#!/bin/sh' >'$machine'/\$tool
    chmod +x '$machine'/\$tool
done
END
expect_exit 0 "root installs what is missing" on_machine report
expect_text "without what is only recommended" "$dir/log" \
    "apt-get install -q -y --no-install-recommends gnuplot-nox pandoc"

rm "$machine/gnuplot" "$dir/log"
echo 'echo 1000' | program id
printf '[ "$1" = -n ] && shift\nexec "$@"\n' | program sudo
echo 'exit 0' | program true
expect_exit 0 "an ordinary user installs through a sudo that does not ask" on_machine report
expect_text "only what is missing" "$dir/log" "--no-install-recommends gnuplot-nox"
