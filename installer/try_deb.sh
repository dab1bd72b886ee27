#!/bin/sh
# Installs the built .deb into an empty Debian 12 system and runs the program's self-test there.
# Needs root and debootstrap; takes the package source of this machine's apt. Usage: try_deb.sh [PACKAGE.deb]
set -eu
cd "$(dirname "$0")/.."
package=${1:-$(ls -t dist/*.deb | head -n 1)}
root=$(mktemp -d "${TMPDIR:-/tmp}/clinic-root.XXXXXX")
chmod 755 "$root"
cleanup() {
    umount "$root/proc" 2>/dev/null || true
    rm -rf --one-file-system "$root"
}
trap cleanup EXIT

mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | head -n 1)
echo "try_deb: an empty Debian in $root" >&2
debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.log" 2>&1 || { tail "$root.log" >&2; exit 1; }
rm -f "$root.log"
mount -t proc proc "$root/proc"
cp "$package" "$root/clinic.deb"

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"; }
inside DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /clinic.deb >"$root/apt.log" 2>&1 ||
    { tail "$root/apt.log" >&2; exit 1; }
inside useradd --create-home doctor
as_doctor() { inside HOME=/home/doctor QT_QPA_PLATFORM=offscreen setpriv --reuid doctor --regid doctor --clear-groups "$@"; }

as_doctor clinic-app --version
as_doctor clinic-app --basedir /home/doctor/shown --self-test
# A machine without a keyring, as this one is: the passphrase opens the database.
as_admin() { as_doctor env CLINIC_PASSPHRASE=geheim-2026-A CLINIC_PASSWORD=Yisheng-26 clinic-admin --basedir /home/doctor/kept "$@"; }
as_admin init --name 示例镇卫生院 --account-name 王医生 --recovery-code-file /home/doctor/code.txt
as_admin doctor
if as_admin demo >/dev/null 2>&1; then exit 1; fi
if inside find /opt/zhuanzhen-clinic/lib/clinic_app/hub -type f 2>/dev/null | grep -q .; then
    echo "try_deb: the hub is in the package" >&2
    exit 1
fi
inside apt-get remove -y -qq zhuanzhen-clinic >/dev/null
if [ -e "$root/opt/zhuanzhen-clinic" ] || [ ! -d "$root/home/doctor/kept/data" ]; then
    echo "try_deb: removal left the program behind or took the data along" >&2
    exit 1
fi
echo "try_deb: installed, tested and removed" >&2
