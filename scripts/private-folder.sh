#!/bin/sh
# private-folder.sh FOLDER - makes the folder for what is private, the owner's alone, and stops where the file system does not keep that.
set -eu
umask 077
mkdir -p -- "$1"
chmod 700 -- "$1"
case $(ls -ldn -- "$1/.") in
drwx------*) ;;
*)
    echo "$1: andra kan läsa mappen, eftersom filsystemet inte bevarar rättigheter: lägg OUT på en vanlig disk (i WSL under hemmappen, inte under /mnt)" >&2
    exit 1
    ;;
esac
