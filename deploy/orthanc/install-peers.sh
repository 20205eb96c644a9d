#!/bin/sh
# Installs what other people's DICOM programs Perennial is set up and tested with. See --help.
set -eu

tests='dcmtk libgdcm-tools dicom3tools python3-pydicom'
gateway='orthanc orthanc-dicomweb python3'

usage() {
    cat <<END
Usage: install-peers.sh [--gateway] [--dry-run]

Installs, on Debian or Ubuntu and as root:
  $gateway   the gateway for DIMSE C-STORE, see README.md
  $tests   which Perennial's tests use, and are skipped without

  --gateway   the gateway's packages alone
  --dry-run   say what would be installed

What is installed already stays as it is. The package orthanc starts a service of its own at ports 4242 and 8042; on a machine
that had no Orthanc before, the script stops and disables it.
END
}

wanted="$gateway $tests"
dry_run=
for argument; do
    case $argument in
        --gateway) wanted=$gateway ;;
        --dry-run) dry_run=yes ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done

command -v apt-get > /dev/null && command -v dpkg-query > /dev/null || {
    echo 'install-peers.sh: this is no Debian or Ubuntu: apt-get is missing' >&2
    exit 1
}

is_installed() {
    dpkg-query --show --showformat='${db:Status-Status}' "$1" 2> /dev/null | grep -qx installed
}

missing=
for package in $wanted; do
    is_installed "$package" || missing="$missing $package"
done

if [ -z "$missing" ]; then
    echo "all installed: $wanted"
    exit 0
fi
echo "to install:$missing"
[ -z "$dry_run" ] || exit 0
[ "$(id -u)" = 0 ] || {
    echo 'install-peers.sh: run it as root, for example with sudo' >&2
    exit 1
}

apt-get update -q
# shellcheck disable=SC2086 # a list of words
DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing

case " $missing " in
    *' orthanc '*)
        if [ -d /run/systemd/system ]; then
            systemctl disable --now orthanc.service
        elif [ -x /etc/init.d/orthanc ]; then
            /etc/init.d/orthanc stop || true
        fi
        ;;
esac
