# Installing system packages on a Debian-family system, for the scripts beside this one: each reads it with "."
# and brings its own say(), which tells the person what is going on.

# may_install: true when packages can be installed here; as_root is then what goes before a command.
may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" -eq 0 ]; then
        as_root=env
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        return 1
    fi
}

# apt_install PACKAGE...: true when the packages are there afterwards.
apt_install() {
    may_install || return 1
    say "installing system packages: $*"
    quiet_install "$@" 2>/dev/null && return 0
    # A fresh image has no package lists yet.
    $as_root apt-get update -qq >/dev/null 2>&1 || true
    quiet_install "$@"
}

# Nobody is there to answer questions: a setting that stands in /etc already stays as it is.
quiet_install() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Options::=--force-confold "$@" >/dev/null
}
