#!/bin/sh
# Every test, on two cores: the web on SQLite on the one; the web on PostgreSQL, then all the rest, on the other.
set -u

python=.venv/bin/python
log=build/tests.log
web='tests/web tests/browser'
whole='tests/trust tests/meta'
mkdir -p build

beside() {
    code=0
    echo '网页测试，PostgreSQL · the web on PostgreSQL:'
    JIHENG_TEST_DATABASE=postgresql $python -m pytest $web || code=$?
    echo '其余测试 · all other tests:'
    $python -m pytest --ignore=tests/web --ignore=tests/browser --ignore=tests/trust --ignore=tests/meta \
        --cov=jiheng.scoring --cov=jiheng.checks --cov-branch --cov-report=term:skip-covered --cov-fail-under=100 \
        || code=$?
    return "$code"
}

beside >"$log" 2>&1 &
other=$!
trap 'kill "$other" 2>/dev/null' INT TERM

code=0
echo '网页测试，SQLite；同时在另一核上运行其余测试 · the web on SQLite; all other tests run beside it:'
$python -m pytest $web $whole || code=$?
wait "$other" || code=$?
cat "$log"
exit "$code"
