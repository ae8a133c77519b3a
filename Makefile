# Works with GNU make 3.81 and later, and in a folder with any name: every path here is relative.

PY := .venv/bin/python
RUNTIME := .venv/.runtime-installed
DEV := .venv/.dev-installed
COMPILE := .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --emit-build-options --no-emit-index-url --custom-compile-command "make lock" \
	$(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.PHONY: help run examples test lint gen bench soak lock fonts vendor clean

help: ## 列出全部命令 · this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

run: $(RUNTIME) ## 安装，并打开演示：一个虚构城市的网页应用 · install, then open the demo: the web application of a made-up city
	@sh tools/first_run.sh

examples: $(RUNTIME) ## 用示例在命令行走完全程：读取、评分、校验、编制、汇总 · the whole way on the command line, on the examples
	@sh tools/examples.sh

test: lint ## 全部检查与测试 · lint, types, import contract, every test; those of the web on both databases
	@sh tools/test_needs.sh
	@sh tools/run_tests.sh

lint: $(DEV) ## 代码规范、类型、分层 · style, types, layers
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	JIHENG_DATA=build/mypy $(PY) -m mypy
	.venv/bin/lint-imports --no-logo --no-cache

gen: $(DEV) ## 重新生成文档 · the generated documentation
	$(PY) tools/generate_docs.py

bench: $(DEV) ## 测量 · what is measured, and against what
	$(PY) bench/run.py

soak: $(DEV) ## 长时间测试 · the long tests, in full size
	JIHENG_SOAK=1 $(PY) -m pytest

lock: $(DEV) ## 重新锁定依赖（UPGRADE=1 升级） · the lock files (UPGRADE=1 takes newer releases)
	$(COMPILE) --group build -o requirements.lock
	$(COMPILE) --extra scan --group build --group dev -c requirements.lock -o requirements-dev.lock

fonts: $(DEV) ## 重新裁剪字体（需要 npm） · the font subset (needs npm)
	$(PY) tools/subset_fonts.py

vendor: $(DEV) ## 重新取得网页所用的样式与脚本（需要 npm） · the style sheet and script of the pages (needs npm)
	$(PY) tools/vendor.py

clean: ## 删除环境与产物 · the environment and everything made
	rm -rf .venv build dist out .mypy_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -prune -exec rm -rf {} +

$(RUNTIME): requirements.lock pyproject.toml tools/install.sh
	@sh tools/install.sh requirements.lock
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@sh tools/install.sh requirements-dev.lock
	@touch $@
