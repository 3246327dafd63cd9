#!/usr/bin/env python3
"""Repeats the build benchmark: our own cold and warm builds, with the search index and without, beside Hugo and Hugo with Pagefind,
of the same text.

    python3 benches/run.py [--n 1000,10000] [--runs 3] [--write docs/performance.md]

One command makes all it needs (peers, corpora, our own release binary), runs the
tools in turn and prints a Markdown table. Tools take turns (A B A B …), and in its
turn each goes through all sizes and modes, so that a slow moment of the machine touches what is compared.
Of more than 10,000 cases only our own halls are built.

Corpora and peer stay in --work for the next time; everything else is removed.
"""
import argparse
import pathlib
import re
import shutil
import signal
import sys

sys.dont_write_bytecode = True  # the folder of the scripts is a source folder
import harness
import report

WARM = ("again", "edit", "title")
MODES = ("cold", *WARM)
TOOLS = ("zhanguan", "pages", "hugo", "pagefind")


def bench_builds(tools, sizes, modes, runs, work, scratch):
    """One row for each size, mode and tool.

    In its turn a tool goes through all sizes, and at each through all modes: a build
    from nothing, then what a day brings. So what is compared was measured within one
    moment of the machine, be it one size with another.
    """
    places = [(tool, n, harness.Arena(scratch / ("%s-%d" % (tool.name, n)), harness.prepare_corpus(work, tool.form, n)))
              for tool in tools for n in sizes if n <= tool.most]
    results, outputs = {}, {}
    for _ in range(runs):
        for tool, n, arena in places:
            for mode, result in turn(tool, arena, modes, scratch / "last.log"):
                results.setdefault((n, tool.name, mode), []).append(result)
                outputs[n, tool.name, mode] = arena.output_size()
                harness.say("n=%d %s %s: %.2f s CPU, %.2f s wall" % (n, mode, tool.name, result.cpu, result.wall))
            arena.clear()
    rows = [(n, tool.name, mode) for n in sizes for mode in modes for tool in tools]
    return [report.Row(*row, results[row], *outputs[row]) for row in rows if row in results]


def turn(tool, arena, modes, log):
    """Each of `modes` that `tool` is able to, and what it took. All begin with a build from nothing, be it asked for or not."""
    arena.reset()
    original = arena.middle_case().read_text(encoding="utf8")
    cold = build(tool, arena, log)
    if "cold" in modes:
        yield "cold", cold
    # Pagefind keeps nothing between runs: an edit costs it what a cold run does.
    for mode in WARM if tool.then is None else ():
        if mode in modes:
            if mode in CHANGES:
                arena.middle_case().write_text(CHANGES[mode](original), encoding="utf8")
            yield mode, build(tool, arena, log)


def build(tool, arena, log):
    steps = [harness.timed(command, arena.environment(), log) for command in tool.commands(arena.source, arena.output)]
    return harness.Run(sum(step.wall for step in steps), sum(step.cpu for step in steps), max(step.peak for step in steps))


def change_body(text):
    """Touches one page and whatever holds full texts (feed, search)."""
    return text + "\n补记：本段用于测量增量构建。\n"


def change_title(text):
    """Touches every list, neighbour and index that names the case."""
    changed, count = re.subn(r'^title: "(.*)"$', r'title: "\1（修订）"', text, count=1, flags=re.MULTILINE)
    if not count:
        sys.exit("the corpus has no title to edit")
    return changed


CHANGES = {"edit": change_body, "title": change_title}


def choose_tools(args, work):
    """Ours first: the peer is what the table compares with."""
    ours = args.binary or harness.build_zhanguan()
    makers = {"zhanguan": lambda: harness.zhanguan(ours),
              "pages": lambda: harness.zhanguan_pages(ours),
              "hugo": lambda: harness.hugo(harness.install_hugo(work, args.hugo_version)),
              "pagefind": lambda: harness.hugo_and_pagefind(harness.install_hugo(work, args.hugo_version),
                                                            harness.install_pagefind(work, harness.PAGEFIND_VERSION))}
    return [makers[name]() for name in args.tools]


def parse_arguments():
    def listed(convert, allowed=None):
        def parse(text):
            values = [convert(part) for part in text.split(",")]
            if allowed and not set(values) <= set(allowed):
                raise argparse.ArgumentTypeError("choose from " + ",".join(allowed))
            return list(dict.fromkeys(values))
        return parse

    def positive(text):
        value = int(text)
        if value < 1:
            raise argparse.ArgumentTypeError("must be at least 1")
        return value

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--n", type=listed(positive), default=[1000, 10000], help="numbers of cases (1000,10000)")
    parser.add_argument("--runs", type=positive, default=3, help="runs of each tool, mode and size (3)")
    parser.add_argument("--modes", type=listed(str, MODES), default=list(MODES), help=",".join(MODES))
    parser.add_argument("--tools", type=listed(str, TOOLS), default=list(TOOLS), help=",".join(TOOLS))
    parser.add_argument("--work", type=pathlib.Path, default=harness.PROJECT / "target" / "bench",
                        help="where peer and corpora are kept (target/bench)")
    parser.add_argument("--binary", help="measure this zhanguan instead of building one")
    parser.add_argument("--hugo-version", default=harness.HUGO_VERSION, help="the Hugo to compare with (%(default)s)")
    parser.add_argument("--write", metavar="PAGE", help="also put the table between the markers of this page")
    parser.add_argument("--part", default="bench", help="which markers of the page: <!-- PART:begin --> and <!-- PART:end --> (bench)")
    args = parser.parse_args()
    if args.binary:
        args.binary = shutil.which(args.binary) or parser.error("--binary: cannot be run")
        args.binary = str(pathlib.Path(args.binary).resolve())
    return args


def main():
    args = parse_arguments()
    if args.write:
        report.check_page(args.write, args.part)
    work = args.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    tools = choose_tools(args, work)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that scratch, which may be memory, is given back
    scratch, in_memory = harness.make_scratch(work, max(args.n))
    try:
        rows = bench_builds(tools, args.n, args.modes, args.runs, work, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    text = "\n\n".join([report.circumstances(tools, in_memory), report.table(rows), report.NOTES])
    print(text)
    if args.write:
        report.write_page(args.write, args.part, text)


if __name__ == "__main__":
    main()
