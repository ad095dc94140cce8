# make 一个人也不必记命令：单独运行 make 会列出全部目标。
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
# Empty counts as not set. Every file is read by a process of its own, which starts twice as fast from compiled modules.
export PYTHONDONTWRITEBYTECODE :=
PY := $(BIN)/python

.PHONY: help run test dev check format bench docs pictures clean fuzz torture

help: ## 列出各个目标
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# The stamps hold what was installed, so that a changed requirements file is installed again and nothing else is.
$(VENV)/.made:
	@$(PYTHON) tools/preflight.py python
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.product: requirements.txt $(VENV)/.made
	@echo "正在安装所需的软件包（首次约一分钟）……"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt || { echo "软件包没有装上。内网请先配置本单位的软件源，或按 README“没有网络时”一节离线安装。"; exit 1; }
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.product
	@echo "正在安装测试所需的软件包……"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/.product ## 打开看板（没有数据时先载入演示数据）；换端口：make run PORT=8600
	@$(PY) tools/preflight.py port $(PORT)
	@$(PY) -m etl load data/sample --if-empty
	@echo "看板在 http://127.0.0.1:$(PORT)，按 Ctrl+C 结束。"
	@$(PY) -m streamlit run dashboard.py --server.port $(PORT)

dev: $(VENV)/.dev ## 打开看板，保存代码后自动刷新
	@$(PY) tools/preflight.py port $(PORT)
	@$(PY) -m etl load data/sample --if-empty
	@$(PY) -m streamlit run dashboard.py --server.port $(PORT) --server.runOnSave true --client.showErrorDetails full

test: $(VENV)/.dev ## 运行全部测试
	@$(PY) tools/preflight.py browser
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.dev ## 格式、代码规范、类型、房屋规则与全部测试
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(PY) -m metrics dictionary --check
	@$(MAKE) --no-print-directory test

fuzz: $(VENV)/.dev ## 5000 个损坏或恶意的文件逐一读取；重做一个：make fuzz SEED=… ONE=…
	@$(PY) tests/etl/fuzz.py $(if $(SEED),--seed $(SEED)) $(if $(COUNT),--count $(COUNT)) $(if $(ONE),--one $(ONE))

torture: $(VENV)/.dev ## 在随机时刻中止入库 200 次，看有没有半份数据；重做：make torture SEED=… KILLS=…
	@PYTHONPATH=. $(PY) tests/etl/torture.py $(if $(SEED),--seed $(SEED)) $(if $(KILLS),--kills $(KILLS))

format: $(VENV)/.dev ## 整理代码格式
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## 测量速度（与通常会选用的库同场比较）
	@$(PY) -m benchmarks

docs: $(VENV)/.product ## 由指标目录生成 docs/dictionary.md
	@$(PY) -m metrics dictionary -o docs/dictionary.md

pictures: $(VENV)/.dev ## 各页截图，存入 pictures/
	@$(PY) tools/pictures.py

clean: ## 删去虚拟环境与缓存（不动 data/）
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis pictures
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
