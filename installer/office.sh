#!/bin/sh
# Installs what `make test-office` opens files with: LibreOffice Calc and Writer. Nothing when they are there.
set -eu
if command -v soffice >/dev/null 2>&1; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
    echo "test-office: needs root and LibreOffice: apt-get install libreoffice-calc libreoffice-writer" >&2
    exit 1
fi
echo "test-office: installing libreoffice-calc and libreoffice-writer" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null
apt-get install -y -qq --no-install-recommends libreoffice-calc libreoffice-writer >/dev/null
