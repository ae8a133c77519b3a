#!/bin/sh
# What the tests need besides Python: a Chromium and a PostgreSQL. Nothing is left out where one is missing:
# it is installed from Debian's packages where that may be done, otherwise the one command to run is named.
set -eu

python=.venv/bin/python
log=.venv/test-needs.log

may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1
}

install() {
    echo "安装 $1（Debian 软件包）· installing $1 from Debian's packages" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y --no-install-recommends "$1" >"$log" 2>&1 ||
        { apt-get update && apt-get install -y --no-install-recommends "$1"; } >"$log" 2>&1
}

# need <package> <command that succeeds where it is there>
need() {
    package=$1
    shift
    "$@" >/dev/null 2>&1 && return
    if may_install && install "$package" && "$@" >/dev/null 2>&1; then return; fi
    printf '%s\n' \
        "测试需要 $package，本机没有；请运行：sudo apt-get install $package" \
        "The tests need $package, which is not here; run: sudo apt-get install $package" >&2
    exit 1
}

has_chromium() {
    command -v chromium
}

need chromium has_chromium
need postgresql "$python" tests/databases.py
echo "$(chromium --version 2>/dev/null), $("$python" tests/databases.py)" >&2
