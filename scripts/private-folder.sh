#!/bin/sh
# private-folder.sh FOLDER - makes the folder for what is private, the owner's alone, and stops where the file system does not keep that.
set -eu
private() { # whether the folder is there and the owner's alone
    case $(ls -ldn -- "$1/." 2>/dev/null) in
    drwx------*) ;;
    *) return 1 ;;
    esac
}
private "$1" && exit 0
umask 077
mkdir -p -- "$1"
chmod 700 -- "$1"
private "$1" || {
    echo "$1: andra kan läsa mappen, eftersom filsystemet inte bevarar rättigheter: lägg OUT på en vanlig disk (i WSL under hemmappen, inte under /mnt)" >&2
    exit 1
}
