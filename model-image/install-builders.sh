#!/bin/sh
# Installs what builds and runs images in the tests, where this is allowed to: Debian or Ubuntu, as root. Elsewhere it says in one line what is missing and
# how to get it; under CI that is a failure.
set -eu

packages='podman buildah runc docker.io mmdebstrap debian-archive-keyring'
missing=''
for program in podman buildah runc dockerd mmdebstrap; do
  PATH="$PATH:/usr/sbin:/sbin" command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
[ -n "$missing" ] || exit 0

if [ -e /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
  echo "installing $packages with apt"
  apt-get update -qq
  # Debian trixie has docker's client in a package of its own.
  apt-cache show docker-cli >/dev/null 2>&1 && packages="$packages docker-cli"
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
  exit 0
fi

echo "missing:$missing, so the image is not tested: install $packages (Debian, Ubuntu: sudo apt-get install), and run the tests as root" >&2
[ "${CI:-}" != true ]
