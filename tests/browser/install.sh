#!/bin/sh
# Install Debian's Chromium and Chinese fonts where they are missing; say what to do where rights are missing.
set -eu
chromium=${CHROMIUM:-/usr/bin/chromium}
fonts() { ! command -v fc-list >/dev/null 2>&1 || fc-list :lang=zh 2>/dev/null | grep -q .; }
if command -v "$chromium" >/dev/null 2>&1 && fonts; then exit 0; fi
if [ "$chromium" != /usr/bin/chromium ] && ! command -v "$chromium" >/dev/null 2>&1; then
    echo "CHROMIUM=$chromium is not there: name an installed Chromium, or leave CHROMIUM unset to install Debian's" >&2
    exit 2
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "the browser tests need Chromium and Chinese fonts: as root run 'apt-get install chromium fonts-noto-cjk', or name a Chromium with CHROMIUM=" >&2
    exit 2
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq chromium fonts-noto-cjk >/dev/null
