#!/bin/sh
# debian-root.sh <image>: a root file system of Debian trixie from its packages, as a local image, for `plumbline image build --base --debian <image>`
# where no container registry can be reached. Needs mmdebstrap and podman or buildah, and root.
set -eu

image=${1:?debian-root.sh needs the name of the image to make, such as localhost/debian:trixie-slim}
# The mirror that this machine itself uses, so that no other has to be reachable.
mirror=${DEBIAN_MIRROR:-$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources | head -n 1)}
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-0}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/debian.sources" <<END
Types: deb
URIs: $mirror
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
mmdebstrap --quiet --variant=minbase --mode=root \
  --customize-hook='rm -f "$1/etc/apt/sources.list" && mv "$1"/etc/apt/sources.list.d/*.sources "$1/etc/apt/sources.list.d/debian.sources"' \
  --customize-hook='rm -rf "$1"/var/log/* "$1/etc/hostname" "$1/etc/resolv.conf" "$1"/var/cache/ldconfig/*' \
  trixie "$folder/root.tar" "$folder/debian.sources"
if command -v buildah >/dev/null 2>&1; then
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$folder/root.tar" / >/dev/null
  buildah config --cmd /bin/sh "$container"
  buildah commit --quiet --timestamp "$SOURCE_DATE_EPOCH" --rm "$container" "$image"
else
  podman import --quiet "$folder/root.tar" "$image"
fi
