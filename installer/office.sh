#!/bin/sh
# Installs what `make test-office` opens files with: LibreOffice Calc and Writer. Nothing when they are there.
set -eu
say() { printf '%s\n' "test-office: $*" >&2; }
. "$(dirname "$0")/system_packages.sh"

command -v soffice >/dev/null 2>&1 && exit 0
apt_install libreoffice-calc libreoffice-writer && exit 0
say "needs root and LibreOffice: apt-get install libreoffice-calc libreoffice-writer"
exit 1
