#!/bin/sh
# Installs what `make test-printing` prints on: CUPS with its PDF printer. Nothing when they are there.
set -eu
if command -v cupsd >/dev/null 2>&1 && [ -e /usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
    echo "test-printing: needs root and CUPS with its PDF printer: apt-get install cups printer-driver-cups-pdf" >&2
    exit 1
fi
echo "test-printing: installing cups and printer-driver-cups-pdf" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null
apt-get install -y -qq --no-install-recommends cups cups-client printer-driver-cups-pdf >/dev/null
