#!/bin/sh
# Opens the demo: a made-up city in out/demo, on this machine only.
set -eu

printf '%s\n' \
    '打开演示：浏览器中打开下面给出的地址，用列出的任一账号登录；重新开始请删除 out/demo' \
    'The demo: open the address below in a browser and sign in as anybody listed; to begin anew delete out/demo' >&2
exec .venv/bin/jiheng serve --demo --data out/demo
