#!/bin/sh
# The hub's tests run on SQLite and on PostgreSQL. This brings PostgreSQL's server programs where they are missing,
# when it may; otherwise it names them, and the tests run on SQLite alone and say so at their head and end.
set -eu
say() { printf '%s\n' "setup: $*" >&2; }
. "$(dirname "$0")/system_packages.sh"
there() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1; }

there && exit 0
if may_install; then
    # The package would make a cluster and start it; the tests start one of their own and remove it.
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        $as_root mkdir -p /etc/postgresql-common
        printf 'create_main_cluster = false\n' | $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    apt_install postgresql || true
fi
there || say "PostgreSQL is missing: the hub is tested on SQLite only. On Debian 12: apt-get install postgresql"
