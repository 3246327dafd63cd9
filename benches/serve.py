#!/usr/bin/env python3
"""Measures the live preview: how soon it is ready, and how soon a saved change is served, beside Hugo's server.

    python3 benches/serve.py [--n 1000,10000] [--edits 15] [--write docs/performance.md]

Both servers run at the same time on copies of the same text and are edited in
turns, so that a slow moment of the machine touches both; nothing else is
asked of one while the other works. A change is timed from the moment before
the file is written until an answer shows it. Warm: caches of an earlier run
are there, as they are for somebody who works on a hall every day.
"""
import argparse
import dataclasses
import http.client
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True  # the folder of the scripts is a source folder
import harness
import report
import run as builds

PART = "serve"  # of the page: between these markers the table goes
PATIENCE = 300  # seconds; a server that takes longer has failed
POLL = 0.002


@dataclasses.dataclass
class Server:
    """A preview that runs: the tool, its private copy of the corpus, its process."""
    tool: harness.Tool
    arena: harness.Arena
    port: int
    process: subprocess.Popen
    ready: float

    def get(self, path):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()

    def page(self, case):
        """The same page, by the address that each tool gives it."""
        return "/cases/%s.html" % case.stem if self.tool.form == "ours" else "/cases/%s/" % case.stem

    def cpu(self):
        """Seconds of CPU it has taken so far."""
        fields = pathlib.Path("/proc/%d/stat" % self.process.pid).read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak(self):
        """The most memory it has had, in MiB."""
        status = pathlib.Path("/proc/%d/status" % self.process.pid).read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))

    def settle(self):
        """Waits until it does nothing any more, and returns the CPU it had taken by then."""
        last, still = self.cpu(), 0
        while still < 4:
            time.sleep(0.1)
            now = self.cpu()
            still, last = (still + 1 if now - last < 0.015 else 0), now
        return last


@dataclasses.dataclass
class Times:
    """What one server took at one size."""
    tool: str
    n: int
    ready: float
    served: dict  # kind of change -> seconds
    told: dict
    cpu: dict
    peak: float = 0.0


def commands(tool, source, port):
    """What each tool calls its preview."""
    if tool.form == "ours":
        return [tool.binary, "serve", "--root", str(source), "--port", str(port)]
    return [tool.binary, "server", "--source", str(source), "--bind", "127.0.0.1", "--port", str(port),
            "--quiet", "--noBuildLock"]


def start(tool, arena):
    """Starts a preview and waits for its first page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = open(arena.folder / "log", "wb")
    begun = time.perf_counter()
    process = subprocess.Popen(commands(tool, arena.source, port), stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                               env=arena.environment())
    server = Server(tool, arena, port, process, 0.0)
    case = server.page(arena.middle_case())
    while server.get(case)[0] != 200:
        if process.poll() is not None or time.perf_counter() - begun > PATIENCE:
            stop(server)
            sys.exit("%s: no page\n%s" % (tool.name, (arena.folder / "log").read_text()[-2000:]))
        time.sleep(POLL)
    server.ready = time.perf_counter() - begun
    return server


def stop(server):
    server.process.terminate()
    try:
        server.process.wait(10)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


class Ear:
    """Listens to the events of our preview, as an open page does; Hugo tells its pages in another way."""

    def __init__(self, server):
        self.heard = threading.Event()
        self.at = 0.0
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        connection.request("GET", "/__zhanguan/events")
        self.stream = connection.getresponse()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        try:
            for line in self.stream:
                if line.startswith(b"data:"):
                    self.at = time.perf_counter()
                    self.heard.set()
        except (OSError, http.client.HTTPException, ValueError, AttributeError):
            pass  # the server was stopped


def change(server, ear, kind, k):
    """Makes one change and times it: (seconds until served, seconds until told or None, CPU of the server)."""
    cases = sorted(path for path in (server.arena.source / "content" / "cases").glob("*.md") if path.name[0] != "_")
    case = cases[(k * 37 + len(cases) // 2) % len(cases)]
    text = case.read_text(encoding="utf8")
    mark = "测量第%d次%s" % (k, kind)
    if kind == "title":
        changed = text.replace('title: "', 'title: "' + mark, 1)
    else:
        changed = text + "\n%s：本段用于测量预览。\n" % mark
    if changed == text:
        sys.exit("%s: nothing to edit in %s" % (server.tool.name, case))
    spent = server.cpu()
    if ear:
        ear.heard.clear()
    begun = time.perf_counter()
    case.write_text(changed, encoding="utf8")
    while mark.encode() not in server.get(server.page(case))[1]:
        if time.perf_counter() - begun > PATIENCE:
            sys.exit("%s: the change was not seen" % server.tool.name)
        time.sleep(POLL)
    served = time.perf_counter() - begun
    told = None
    if ear:
        ear.heard.wait(PATIENCE)
        told = ear.at - begun
    return served, told, server.settle() - spent


def measure(tools, n, edits, work, scratch):
    """Times of every tool at size `n`: body and title of one case changed in turns."""
    servers, times = [], {}
    try:
        for tool in tools:
            arena = harness.Arena(scratch / ("%s-%d" % (tool.name, n)), harness.prepare_corpus(work, tool.form, n))
            arena.reset()
            warm(tool, arena)
            server = start(tool, arena)
            servers.append((server, Ear(server) if tool.form == "ours" else None))
            server.settle()
            times[tool.name] = Times(tool.name, n, server.ready, {}, {}, {})
            harness.say("n=%d %s: first page after %.2f s" % (n, tool.name, server.ready))
        for kind in ("body", "title"):
            for k in range(edits):
                for server, ear in servers:
                    served, told, cpu = change(server, ear, kind, k)
                    entry = times[server.tool.name]
                    entry.served.setdefault(kind, []).append(served)
                    entry.cpu.setdefault(kind, []).append(cpu)
                    if told is not None:
                        entry.told.setdefault(kind, []).append(told)
                    harness.say("n=%d %s %s: %.3f s" % (n, server.tool.name, kind, served))
        for server, _ in servers:
            times[server.tool.name].peak = server.peak()
    finally:
        for server, _ in servers:
            stop(server)
            shutil.rmtree(server.arena.folder, ignore_errors=True)
    return list(times.values())


def warm(tool, arena):
    """One preview started and stopped, so that what a tool remembers is there."""
    stop(start(tool, arena))
    time.sleep(2.1)  # a file remembered within two seconds of its writing is read again


def table(rows):
    lines = ["| n | tool | ready s | change | saved → served ms | saved → page told ms | CPU s a change | peak MiB | Hugo ÷ ours |",
             "|---:|---|---:|---|---:|---:|---:|---:|---:|"]
    for row in rows:
        for kind in row.served:
            told = report.spread([t * 1000 for t in row.told[kind]]) if kind in row.told else "–"
            lines.append("| %s |" % " | ".join([
                format(row.n, ","), row.tool, report.number(row.ready), kind,
                report.spread([t * 1000 for t in row.served[kind]]), told, report.spread(row.cpu[kind]),
                report.number(row.peak), ratio(row, rows, kind)]))
    return "\n".join(lines)


def ratio(row, rows, kind):
    """How many times longer Hugo takes, change by change."""
    peer = next((other for other in rows if other.tool == "hugo" and other.n == row.n), None)
    if row.tool == "hugo" or peer is None:
        return "–"
    return report.number(statistics.median(theirs / ours for ours, theirs in zip(row.served[kind], peer.served[kind])))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--n", default="1000,10000", help="numbers of cases (%(default)s)")
    parser.add_argument("--edits", type=int, default=15, help="changes of each kind (%(default)s)")
    parser.add_argument("--tools", default="zhanguan,hugo", help="which to measure (%(default)s)")
    parser.add_argument("--work", type=pathlib.Path, default=harness.PROJECT / "target" / "bench",
                        help="where peer and corpora are kept (target/bench)")
    parser.add_argument("--binary", help="measure this zhanguan instead of building one")
    parser.add_argument("--hugo-version", default=harness.HUGO_VERSION, help="the Hugo to compare with (%(default)s)")
    parser.add_argument("--write", metavar="PAGE", help="also put the table between the serve markers of this page")
    args = parser.parse_args()
    args.tools = args.tools.split(",")
    if args.write:
        report.check_page(args.write, PART)
    work = args.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    tools = builds.choose_tools(args, work)
    sizes = [int(n) for n in args.n.split(",")]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that scratch and servers are given back
    scratch, in_memory = harness.make_scratch(work, max(sizes))
    try:
        rows = [row for n in sizes for row in measure(tools, n, args.edits, work, scratch)]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    head = report.circumstances(tools, in_memory).split("\n- ")[:2]  # the commands that build are not those that serve
    text = "\n\n".join(["\n- ".join(head), "\n".join("- %s: `%s`" % (tool.version, shown(tool)) for tool in tools),
                        table(rows), NOTES])
    print(text)
    if args.write:
        report.write_page(args.write, PART, text)


def shown(tool):
    return " ".join([tool.name] + commands(tool, "SRC", "PORT")[1:])


NOTES = """\
Median (min–max). `ready`: from the start of the program to its first page, warm. `served`: from the moment before the file is
written until the page of that case shows the change, asked every 2 ms. `told`: until an open page hears of it. `CPU`: of the
server, until it rests again. `body`: a sentence added; `title`: the title changed, and with it every list that shows it."""


if __name__ == "__main__":
    main()
