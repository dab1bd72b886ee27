#!/bin/sh
# The hub's tests run on SQLite and on PostgreSQL. This brings PostgreSQL's server programs where they are missing,
# when it may; otherwise it names them, and the tests run on SQLite alone and say so at their head and end.
set -eu

say() { printf '%s\n' "setup: $*" >&2; }
there() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1; }

there && exit 0
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" -eq 0 ]; then
        as_root=env
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        as_root=
    fi
    if [ -n "$as_root" ]; then
        say "installing system packages: postgresql (its programs only, no server is set up)"
        export DEBIAN_FRONTEND=noninteractive
        # The package would make a cluster and start it; the tests start one of their own and remove it.
        if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
            $as_root mkdir -p /etc/postgresql-common
            printf 'create_main_cluster = false\n' | $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
        fi
        keep="-o Dpkg::Options::=--force-confold"
        # shellcheck disable=SC2086
        $as_root apt-get install -y -qq --no-install-recommends $keep postgresql >/dev/null 2>&1 || {
            $as_root apt-get update -qq >/dev/null 2>&1 || true
            $as_root apt-get install -y -qq --no-install-recommends $keep postgresql >/dev/null 2>&1 || true
        }
    fi
fi
there || say "PostgreSQL is missing: the hub is tested on SQLite only. On Debian 12: apt-get install postgresql"
