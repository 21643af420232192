#!/bin/sh
# Installs R and what the sample models and the tests need, where this is allowed to: Debian or Ubuntu, as root.
# Elsewhere it says in one line what is missing and how to get it; under CI that is a failure.
set -eu

packages='r-base-core r-cran-randomforest r-cran-mass r-cran-bit64 r-cran-plumber r-cran-readr r-cran-httr2'

# R is asked once, because it takes a moment to start.
present() {
  command -v Rscript >/dev/null 2>&1 || return 1
  # shellcheck disable=SC2086
  Rscript --vanilla -e 'wanted <- sub("^r-cran-", "", grep("^r-cran-", commandArgs(TRUE), value = TRUE)); quit(status = !all(wanted %in% tolower(dir(.libPaths()))))' $packages
}

if present; then
  exit 0
fi

if [ -e /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
  echo "installing $packages with apt"
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
  exit 0
fi

echo "R or a package is missing, so the tests that run R are skipped: install $packages (Debian, Ubuntu: sudo apt-get install; elsewhere: https://cran.r-project.org)" >&2
[ "${CI:-}" != true ]
