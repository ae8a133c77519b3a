"""Reading in a confined process gives what reading gives, and whatever happens to the process is a value."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from workbooks import book_of, saved

from jiheng.model import Location, Problem, ProblemKind
from jiheng.reading import Reading, open_document, sandbox
from jiheng.reading.content import kind_of
from jiheng.reading.lists import read_rows
from jiheng.reading.sandbox import Limits, limits_of, open_document_safely, read_many, read_rows_safely
from jiheng.reading.sandbox.glance import glance
from jiheng.reading.sandbox.pool import Pool
from jiheng.reading.sandbox.worker import Once
from jiheng.reading.wire import reading_from_json, reading_to_json
from jiheng.standards import load
from jiheng.writing import data as json_writer
from jiheng.writing import xlsx

LANJIANG = Path(__file__).parents[2] / "examples" / "lanjiang-2024.txt"
FORMS = open_document(LANJIANG).forms
LAYOUTS = [load("cn-shanghai").layout] * len(FORMS)
unix = pytest.mark.skipif(sys.platform == "win32", reason="limits and process groups are those of Unix")


def documents():
    text = LANJIANG.read_bytes()
    return {
        "表.txt": text,
        "表（GB）.txt": text.decode().encode("gb18030"),
        "表.json": json_writer.write(FORMS),
        "表.xlsx": xlsx.write(FORMS, LAYOUTS),
        "半张.txt": "财政项目支出绩效自评表\n（2024年度）\n项目名称 某项目\n".encode(),
        "坏的.txt": text[:1000] + b"\xff" + text[1000:],
        "空.txt": b"",
        "图.png": b"\x89PNG\r\n\x1a\n",
        "\udcff.json": b'{"forms": [{"extra": {"a": [1, null]}}]}',
    }


@pytest.fixture
def pool(monkeypatch):
    """A pool of the test's own, with one worker."""
    made = Pool(1)
    monkeypatch.setattr(sandbox, "POOL", made)
    yield made
    made.close()


@pytest.fixture
def once(pool):
    """The pool as it is where there is no fork."""
    pool._idle.get()
    pool._idle.put(Once())


@pytest.fixture
def instead(pool, tmp_path, monkeypatch):
    """Lets the fork do something else than to read: the body of a function of order, given and taken."""

    def do(body):
        script, program = tmp_path / "server.py", tmp_path / "python"
        lines = "\n    ".join(body.splitlines())
        script.write_text(
            "import json, os, signal, socket, subprocess, sys, time\n"
            "from jiheng.reading.sandbox import server\n"
            f"def perform(order, given, taken):\n    {lines}\n    taken.flush()\n    return 0\n"
            "server.perform = perform\nserver.main()\n",
            "utf-8",
        )
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I "{script}"\n', "utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(program))
        return pool

    return do


def told(pool, limits=Limits()):  # noqa: B008
    """What the fork answers, whatever it is."""
    code, answer = pool.ask(sandbox.Order("forms", "x", "text", limits), b"x")
    assert code == 0
    return answer


@pytest.mark.parametrize("name", documents())
def test_the_answer_is_that_of_reading_with_places_confidence_and_problems(name):
    data = documents()[name]
    confined, plain = open_document_safely(data, name), open_document(data, name)
    assert confined == plain
    assert [form.sources for form in confined.forms] == [form.sources for form in plain.forms]
    assert [form.extra for form in confined.forms] == [form.extra for form in plain.forms]


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("name", ["表.txt", "表.xlsx", "坏的.txt", "\udcff.json"])
def test_the_answer_is_the_same_where_there_is_no_fork(name):
    data = documents()[name]
    assert open_document_safely(data, name) == open_document(data, name)


def test_a_reading_crosses_as_json_and_nothing_else_does():
    place = Location("forms[0].grade", 2, 3, "表", "C7")
    problem = Problem(ProblemKind.UNSAFE, "不行", "请改", place)
    reading = Reading("表", FORMS, (problem,))
    assert reading_from_json(json.loads(json.dumps(reading_to_json(reading)))) == reading
    for other in (
        None,
        [],
        {},
        {"doc": "a", "forms": [], "problems": [1]},
        {"doc": 1, "forms": [], "problems": []},
    ):
        with pytest.raises((ValueError, TypeError)):
            reading_from_json(other)


def test_lists_cross_unchanged():
    data = saved(book_of(*([f"项目{n}", n, n / 4] * 5 for n in range(3000))))
    assert read_rows_safely(data, "清单.xlsx") == read_rows(data)


LIMITS = [
    (Limits(wall=0.05), ProblemKind.UNSAFE, "用时超过0.05秒"),
    (Limits(memory=100 * 1024 * 1024), ProblemKind.UNSAFE, "内存超过100MB"),
    (Limits(answer=1000), ProblemKind.UNREADABLE, "读取中断"),
]


def reached(limits, kind, word):
    data = b"\n".join(b"%d" % n + b",123" * 40 for n in range(90_000))
    found = read_rows_safely(data, "清单.csv", limits)
    assert isinstance(found, Problem)
    assert (found.kind, word in found.message) == (kind, True), found


@unix
@pytest.mark.parametrize(("limits", "kind", "word"), LIMITS, ids=["time", "memory", "answer"])
def test_a_limit_that_is_reached_is_said(limits, kind, word):
    reached(limits, kind, word)


@unix
@pytest.mark.usefixtures("once")
@pytest.mark.parametrize(("limits", "kind", "word"), LIMITS, ids=["time", "memory", "answer"])
def test_a_limit_is_kept_where_there_is_no_fork(limits, kind, word):
    reached(limits, kind, word)


@unix
def test_a_reading_that_calculates_too_long_is_ended():
    data = saved(book_of(*([n] * 40 for n in range(5000))))
    found = read_rows_safely(data, "清单.xlsx", Limits(cpu=1))
    assert isinstance(found, Problem)
    assert "计算超过1秒" in found.message


@unix
def test_the_limits_count_for_each_document_anew(instead):
    pool = instead("while time.process_time() < 0.4: pass\ntaken.write(b'1')")
    assert [told(pool, Limits(cpu=1)) for _ in range(5)] == [1] * 5


def test_pictures_may_use_more_than_others():
    assert limits_of(b"\xff\xd8\xff").memory >= 3 * 1024**3
    assert limits_of(b"%PDF-1.7") == limits_of(b"text") == Limits()


@unix
def test_the_process_knows_nothing_of_our_environment(instead, monkeypatch):
    monkeypatch.setenv("JIHENG_SECRET", "geheim")
    names = told(instead("taken.write(json.dumps(list(os.environ)).encode())"))
    assert set(names) <= {"PWD", "SHLVL", "_", "OLDPWD", "LC_CTYPE"}


@unix
def test_the_process_has_no_file_open_but_its_two(instead):
    body = "taken.write(json.dumps([os.readlink(f'/proc/self/fd/{n}') for n in range(60)"
    body += " if os.path.exists(f'/proc/self/fd/{n}')]).encode())"
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("only Linux lists open files")
    files = [name for name in told(instead(body)) if name != os.devnull]
    assert len(files) == 2, files


@unix
def test_the_process_reaches_no_network(instead):
    show = "from jiheng.reading.sandbox.confinement import leave_network; import os\n"
    show += "leave_network(); print(os.readlink('/proc/self/ns/net'))"
    if sys.platform != "linux" or subprocess.check_output(
        [sys.executable, "-c", show], text=True
    ).strip() == str(Path("/proc/self/ns/net").readlink()):
        pytest.skip("this system lets no process leave its network")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        socket.create_connection(("127.0.0.1", port)).close()
        body = (
            f"s = socket.socket()\ns.settimeout(2)\ntaken.write(b'%d' % s.connect_ex(('127.0.0.1', {port})))"
        )
        assert told(instead(body)) != 0


@unix
def test_every_document_has_a_fresh_process(instead):
    body = "sys.seen = getattr(sys, 'seen', 0) + 1\ntaken.write(json.dumps([os.getpid(), sys.seen]).encode())"
    pool = instead(body)
    pids, seen = zip(*(told(pool) for _ in range(5)), strict=True)
    assert len(set(pids)) == 5
    assert set(seen) == {1}


@unix
def test_a_warm_server_has_loaded_no_library_that_text_does_not_need(instead):
    loaded = set(told(instead("taken.write(json.dumps(list(sys.modules)).encode())")))
    assert "jiheng.reading.bind" in loaded
    foreign = {"django", "openpyxl", "docx", "lxml", "pypdfium2", "numpy", "cv2", "rapidocr", "onnxruntime"}
    assert not loaded & (foreign | {"typst", "typer", "rich", "jiheng.cli", "jiheng.web", "jiheng.writing"})


@unix
def test_a_server_that_has_loaded_all_readers_has_one_thread(pool):
    for data in (*documents().values(), b"%PDF-1.7", b"PK\3\4word/", b"<html>", b"\xff\xd8\xff"):
        open_document_safely(data, "x")
    tasks = Path(f"/proc/{pool._workers[0]._process.pid}/task")
    if not tasks.is_dir():
        pytest.skip("only Linux lists threads")
    assert len(list(tasks.iterdir())) == 1  # threads are in no fork


@unix
def test_a_warm_worker_costs_little(pool):
    def best(count):
        times = []
        for _ in range(count):
            start = time.perf_counter()
            open_document_safely(b"x", "x")
            times.append(time.perf_counter() - start)
        return min(times)

    best(1)
    warm = best(10)
    pool._idle.get()
    pool._idle.put(Once())
    assert warm * 5 < best(3)


@unix
@pytest.mark.parametrize("in_time", [False, True])
def test_what_the_process_has_started_ends_with_it(instead, tmp_path, in_time):
    instead(
        f"sleep = subprocess.Popen(['/bin/sleep', '600'])\n"
        f"open({str(tmp_path / 'started')!r}, 'w').write(str(sleep.pid))\n"
        + ("taken.write(b'x')" if in_time else "time.sleep(600)")
    )
    problem = open_document_safely(b"x", "x", Limits(wall=2)).problems[0]
    assert ("读取中断" if in_time else "超过2秒") in problem.message
    gone(int((tmp_path / "started").read_text("utf-8")))


def gone(*pids):
    """Every process of *pids* ends soon."""
    until = time.monotonic() + 5
    while (left := [pid for pid in pids if _runs(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert not left


def _runs(pid):
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False).stdout
    return bool(state.strip()) and not state.startswith(b"Z")


def children(pid):
    """The processes that *pid* has started, also those that have ended and nobody has asked after."""
    listed = subprocess.check_output(["ps", "-A", "-o", "pid=,ppid=,comm="], text=True).splitlines()
    lines = (line.split(maxsplit=2) for line in listed)
    return [int(own) for own, parent, name in lines if int(parent) == pid and name != "ps"]


DEATHS = {
    "nonsense": "taken.write(b'nonsense')",
    "another answer": "taken.write(b'{}')",
    "a list": "taken.write(b'[]')",
    "nothing": "pass",
    "an exit": "os._exit(3)",
    "an exception": "raise RuntimeError",
    "a crash": "os.kill(os.getpid(), signal.SIGSEGV)",
    "an end by itself": "sys.exit(0)",
}


@unix
@pytest.mark.parametrize("body", DEATHS.values(), ids=DEATHS)
def test_a_process_that_talks_nonsense_or_dies_is_said(body, instead):
    instead(body)
    for problem in (open_document_safely(b"x", "x").problems[0], read_rows_safely(b"x", "x")):
        assert "读取中断" in problem.message


@unix
def test_a_process_that_kills_its_server_harms_only_itself(instead):
    body = "os.kill(os.getppid(), signal.SIGKILL) if given.read() == b'bad' else taken.write(b'[1]')"
    pool = instead(body)
    assert "读取中断" in open_document_safely(b"bad", "x").problems[0].message
    assert told(pool) == [1]


@unix
def test_a_server_that_has_died_is_started_again(pool):
    data = LANJIANG.read_bytes()
    assert open_document_safely(data, "表").forms == FORMS
    pool._workers[0]._process.kill()
    assert open_document_safely(data, "表").forms == FORMS


@unix
def test_many_documents_leave_no_process_and_no_open_file(pool):
    def held():
        server = pool._workers[0]._process.pid
        folders = [Path(f"/proc/{pid}/fd") for pid in (os.getpid(), server)]
        fds = [len(list(folder.iterdir())) for folder in folders if folder.is_dir()]
        return fds, children(server), children(os.getpid())

    open_document_safely(b"x", "x")
    before = held()
    for data in (b"x", b"", LANJIANG.read_bytes(), b"%PDF-") * 10:
        open_document_safely(data, "x")
    open_document_safely(b"x" * 1_000_000, "x", Limits(wall=0.01))
    assert held() == before
    assert before[1] == []
    server = pool._workers[0]._process.pid
    pool.close()
    assert server in before[2]
    assert server not in children(os.getpid())


@unix
def test_when_we_are_killed_the_processes_end(tmp_path, instead):
    instead(
        f"open({str(tmp_path / 'pids')!r}, 'w').write(f'{{os.getppid()}} {{os.getpid()}}')\ntime.sleep(600)"
    )
    us = subprocess.Popen(
        [
            Path(sys.prefix) / "bin" / "python",
            "-c",
            "import sys; from jiheng.reading.sandbox import open_document_safely\n"
            f"sys.executable = {sys.executable!r}\nopen_document_safely(b'x', 'x')",
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    until = time.monotonic() + 20
    while not (tmp_path / "pids").is_file() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.2)
    pids = list(map(int, (tmp_path / "pids").read_text("utf-8").split()))
    us.send_signal(signal.SIGKILL)
    us.wait()
    gone(*pids)


@unix
def test_threads_share_the_workers():
    data = documents()
    plain = {name: open_document(data[name], name) for name in data}
    names = list(data) * 4
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda name: open_document_safely(data[name], name), names))
    assert found == [plain[name] for name in names]


@unix
def test_a_fork_of_ours_has_workers_of_its_own(pool):
    data = LANJIANG.read_bytes()
    open_document_safely(data, "表")
    busy = pool._idle.get()
    child = os.fork()
    if child == 0:
        pool.forget()  # the pool of the program is told by the system
        good = open_document_safely(data, "表").forms == FORMS
        pool.close()
        os._exit(0 if good else 1)
    pool._idle.put(busy)
    assert open_document_safely(data, "表").forms == FORMS
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert open_document_safely(data, "表").forms == FORMS


def test_a_system_that_has_no_room_is_said(monkeypatch, tmp_path, pool):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert "系统忙" in open_document_safely(b"x", "x").problems[0].message
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(sys, "executable", os.devnull + "x")
    assert "系统忙" in open_document_safely(b"x", "x").problems[0].message
    monkeypatch.undo()
    assert open_document_safely(LANJIANG.read_bytes(), "表").forms == FORMS


def test_whoever_waits_too_long_for_a_worker_is_told(monkeypatch, pool):
    monkeypatch.setattr("jiheng.reading.sandbox.pool._PATIENCE", 0.05)
    worker = pool._idle.get()
    assert "系统忙" in open_document_safely(b"x", "x").problems[0].message
    pool._idle.put(worker)


@pytest.mark.usefixtures("pool")
def test_what_is_too_large_starts_no_process(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere")
    assert "MB" in open_document_safely(b"x" * (21 * 1024 * 1024), "x").problems[0].message


def test_many_files_come_in_their_order_whatever_they_are(tmp_path):
    paths = []
    for number, (name, data) in enumerate(documents().items()):
        path = tmp_path / f"{number}{name.encode('utf-8', 'replace').decode()}"
        path.write_bytes(data)
        paths.append(str(path))
    paths.append(str(tmp_path / "没有.txt"))
    found = list(read_many(paths))
    assert [name for name, _ in found] == paths
    assert [reading for _, reading in found] == [open_document(path) for path in paths]


def test_many_files_are_read_only_a_little_ahead(tmp_path, pool):
    (tmp_path / "x.txt").write_text("x", "utf-8")
    asked = []

    def paths():
        for number in range(100):
            asked.append(number)
            yield str(tmp_path / "x.txt")

    for taken, _ in enumerate(read_many(paths()), 1):
        assert len(asked) <= taken + 4 * pool.size


def test_a_glance_tells_what_the_content_is():
    for name, data in documents().items():
        assert glance(data) == kind_of(data), name
    for data in (b"%PDF-1.7", b"BM\0\0", b"II*\0", b"\xef\xbb\xbf\n<html>", b"GIF89a"):
        assert glance(data) == kind_of(data), data
