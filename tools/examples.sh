#!/bin/sh
# Walks the whole way once, on the project's own examples, and says what it did.
set -eu

jiheng=.venv/bin/jiheng
out=out

step() {
    printf '\n$ jiheng %s\n' "$*" >&2
    code=0
    "$jiheng" "$@" || code=$?
    # 1 says that there are findings, which is what the examples are for.
    [ "$code" -eq 0 ] || { [ "$1" = check ] && [ "$code" -eq 1 ]; } || exit "$code"
}

mkdir -p "$out"
for example in examples/*.txt; do
    step read "$example"
    step score "$example"
    step check "$example"
    for kind in pdf xlsx html json; do
        step write "$example" --to "$kind" -o "$out/$(basename "$example" .txt).$kind"
    done
done
step report examples/*.txt --to xlsx -o "$out/汇总表.xlsx"

printf '\n成果在 %s/ · the results are in %s/\n' "$out" "$out" >&2
