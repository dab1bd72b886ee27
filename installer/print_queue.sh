#!/bin/sh
# Installs what `make test-printing` prints on: CUPS with its PDF printer. Nothing when they are there.
set -eu
say() { printf '%s\n' "test-printing: $*" >&2; }
. "$(dirname "$0")/system_packages.sh"

command -v cupsd >/dev/null 2>&1 && [ -e /usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd ] && exit 0
apt_install cups cups-client printer-driver-cups-pdf && exit 0
say "needs root and CUPS with its PDF printer: apt-get install cups printer-driver-cups-pdf"
exit 1
