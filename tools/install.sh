#!/bin/sh
# Makes .venv and installs into it what a lock file names, then the project itself.
# pip, not uv: only pip takes the mirror and the certificates that the owner of a machine has configured.
set -eu

lock=$1
log=.venv/install.log

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

supported() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

find_python() {
    # Somebody who names a Python wants that one and no other.
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3 python3.13 python3.12 python3.11; fi
    for candidate; do
        if supported "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

make_environment() {
    asked=${PYTHON:-python3}
    python=$(find_python) || fail \
        "需要 Python 3.11、3.12 或 3.13；$asked：$("$asked" --version 2>/dev/null || echo 没有找到)" \
        "请安装其中之一，或指明其位置，例如 make run PYTHON=/usr/local/bin/python3.12" \
        "Python 3.11, 3.12 or 3.13 is needed; $asked: $("$asked" --version 2>/dev/null || echo not found)" \
        "Install one of them, or say where it is, as in make run PYTHON=/usr/local/bin/python3.12"
    "$python" -c 'import ensurepip, venv' 2>/dev/null || fail \
        "$python 缺少 venv 模块；Debian、Ubuntu 请运行 apt install python3-venv" \
        "$python lacks the module venv; on Debian and Ubuntu: apt install python3-venv"
    echo "建立 .venv · making .venv: $("$python" --version)" >&2
    "$python" -m venv --clear .venv
}

pip_install() {
    .venv/bin/python -m pip install --no-input --disable-pip-version-check --no-deps "$@" >>"$log" 2>&1 || fail \
        "安装失败 · the installation failed" \
        "  $(grep '^ERROR' "$log" | tail -n 1)" \
        "  全部输出 · all that pip said: $log" \
        "如果是网络不通：首次安装需要连接 Python 软件包索引，可指定能访问的镜像：PIP_INDEX_URL=<镜像地址> make run" \
        "If the network is out of reach: the first installation needs a Python package index; name a mirror that can" \
        "be reached: PIP_INDEX_URL=<address of the mirror> make run"
}

environment_is_whole() {
    supported .venv/bin/python && .venv/bin/python -c 'import pip, sys; sys.exit(sys.prefix == sys.base_prefix)'
}

environment_is_whole 2>/dev/null || make_environment
echo "安装 $lock（首次需下载约 60–200 MB）· installing; the first time downloads some 60–200 MB" >&2
: >"$log"
pip_install --require-hashes -r "$lock"
pip_install --no-build-isolation -e .
