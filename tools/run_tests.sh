#!/bin/sh
# Every test; at the same time, on the other core, those of the web once more on PostgreSQL.
set -u

python=.venv/bin/python
log=build/postgresql-tests.log
mkdir -p build

JIHENG_TEST_DATABASE=postgresql $python -m pytest tests/web tests/browser >"$log" 2>&1 &
other=$!
trap 'kill "$other" 2>/dev/null' INT TERM

code=0
$python -m pytest --cov=jiheng.scoring --cov=jiheng.checks --cov-branch \
    --cov-report=term:skip-covered --cov-fail-under=100 || code=$?

printf '\n网页测试，PostgreSQL · the tests of the web on PostgreSQL:\n'
wait "$other" || code=$?
cat "$log"
exit "$code"
