#!/bin/sh
# Install what the tests need of Debian where it is missing, and say what to do where rights are missing: Chromium and
# Chinese fonts for the pages, rapper (raptor2-utils) as another reader of the exports, Virtuoso as a remote store.
set -eu
chromium=${CHROMIUM:-/usr/bin/chromium}
here() { command -v "$1" >/dev/null 2>&1; }
fonts() { ! here fc-list || fc-list :lang=zh 2>/dev/null | grep -q .; }
missing=
if ! here "$chromium"; then
    if [ "$chromium" != /usr/bin/chromium ]; then
        echo "CHROMIUM=$chromium is not there: name an installed Chromium, or leave CHROMIUM unset to install Debian's" >&2
        exit 2
    fi
    missing="$missing chromium"
fi
if ! here "$chromium" || ! fonts; then missing="$missing fonts-noto-cjk"; fi
if ! here rapper; then missing="$missing raptor2-utils"; fi
# a run without Virtuoso says how many tests it leaves out, so it is asked for only where it can be installed
wanted=
if ! here virtuoso-t; then wanted=virtuoso-opensource-7; fi
if [ -z "$missing$wanted" ]; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! here apt-get; then
    if [ -z "$missing" ]; then exit 0; fi
    echo "the tests need$missing: as root run 'apt-get install$missing' (another Chromium can be named with CHROMIUM=)" >&2
    exit 2
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 # the names of packages, a word each
if [ -n "$missing" ]; then apt-get install -y -qq $missing >/dev/null; fi
if [ -n "$wanted" ] && ! apt-get install -y -qq "$wanted" >/dev/null; then
    echo "Virtuoso 7 ($wanted) can't be installed here: the tests of it are left out" >&2
fi
