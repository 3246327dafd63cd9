#!/usr/bin/env python3
"""Measures search beside Pagefind, over the same cases, in the same browser.

    python3 benches/search/run.py [--n 10000] [--count 300] [--write docs/search.md]
    python3 benches/search/run.py --files 2/,1/,8/16,32/64       # larger files, other settings of one hall
    python3 benches/search/run.py --sizes 10,100,1000,10000      # other halls

Fragments of the cases are asked in Chromium; what is found is compared with what the sources hold. Prints a
Markdown table; --files and --sizes print tables of their own, of what a query loads and how many files there are. Wants Node, npm and Chromium, and `npm ci` in tests/browser; Pagefind comes from npm.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True  # the folder of the scripts is a source folder
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import fragments
import harness
import report

HERE = pathlib.Path(__file__).resolve().parent
PART = "bench"  # of the page: between these markers the table goes


def quantile(values, share):
    values = sorted(value for value in values if value is not None)
    return values[min(len(values) - 1, int(share * len(values)))] if values else None


def score(queries, answers):
    """(recall, share of the first ten that is right), means over all queries."""
    recall, first_ten = [], []
    for query, answer in zip(queries, answers):
        hits, found = set(query["hits"]), answer["found"]
        recall.append(len(hits & set(found)) / len(hits))
        if found:
            first_ten.append(sum(name in hits for name in found[:10]) / len(found[:10]))
    return sum(recall) / len(recall), sum(first_ten) / len(first_ten)


def index_size(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files)


def ask(hall, queries, engine, work):
    answers = work / ("answers-%s.json" % engine)
    (work / "queries.json").write_text(json.dumps(queries, ensure_ascii=False), encoding="utf8")
    subprocess.run(["node", HERE / "ask.mjs", hall, work / "queries.json", answers, engine], check=True)
    return json.loads(answers.read_text(encoding="utf8"))


def column(queries, answers, size, cpu):
    recall, first_ten = score(queries, answers)
    of = lambda key: [answer.get(key) for answer in answers]
    kb = lambda value: "%.0f KB" % (value / 1000)
    ms = lambda value: "–" if value is None else "%.0f ms" % value
    return {
        "recall": "%.3f" % recall,
        "the first ten that are right": "%.3f" % first_ten,
        "first query, five results: median / p90": "%s / %s" % (kb(quantile(of("firstBytes"), .5)), kb(quantile(of("firstBytes"), .9))),
        "next query, five results: median / p90": "%s / %s" % (kb(quantile(of("nextBytes"), .5)), kb(quantile(of("nextBytes"), .9))),
        "first query over http, p90": ms(quantile(of("firstMs"), .9)),
        "next query over http, p90": ms(quantile(of("nextMs"), .9)),
        "from a folder: first query with the search code, p90": ms(quantile(of("coldMs"), .9)),
        "from a folder: first query typed, median / p90": "%s / %s" % (ms(quantile(of("typedMs"), .5)), ms(quantile(of("typedMs"), .9))),
        "from a folder: first query asked at once, median / p90": "%s / %s" % (ms(quantile(of("askedMs"), .5)), ms(quantile(of("askedMs"), .9))),
        "from a folder: repeated query, median / p99": "%s / %s" % (ms(quantile(of("warmMs"), .5)), ms(quantile(of("warmMs"), .99))),
        "files of the index": "%d" % size[0],
        "size of the index": "%.1f MB" % (size[1] / 1e6),
        "CPU to make the index": "%.1f s" % cpu,
    }


def build(tool, arena, work):
    [command] = tool.commands(arena.source, arena.output)
    return harness.timed(command, arena.environment(), work / "last.log")


def measure_ours(binary, arena, queries, work):
    """The index's own CPU is what a build takes longer that has lost it, and it alone."""
    tool = harness.zhanguan(binary)
    run = lambda: build(tool, arena, work).cpu
    run()
    case = arena.middle_case()
    edit = lambda: case.write_text(case.read_text(encoding="utf8") + "\n补记。\n", encoding="utf8")
    edit()
    with_index = run()
    for kept in (arena.source / ".zhanguan" / "cache").glob("search*"):
        kept.unlink()
    edit()
    without = run()
    return column(queries, ask(arena.output, queries, "zhanguan", work), index_size(arena.output / "search"), without - with_index)


def measure_pagefind(arena, queries, work):
    pagefind = harness.install_pagefind(work, harness.PAGEFIND_VERSION)
    command = [pagefind, "--site", str(arena.output), "--glob", "cases/[0-9]*.html"]
    cpu = harness.timed(command, arena.environment(), work / "last.log").cpu
    return column(queries, ask(arena.output, queries, "pagefind", work), index_size(arena.output / "pagefind"), cpu)


def what_is_loaded(binary, corpus, count, scratch, work, settings=""):
    """Files and bytes of one hall's index, and what its queries load, as cells of a table."""
    arena = harness.Arena(scratch / "loads", corpus)
    arena.reset()
    with open(arena.source / "content" / "site.yaml", "a", encoding="utf8") as site:
        site.write(settings)
    tool = harness.zhanguan(binary)
    build(tool, arena, work)
    queries = fragments.choose(fragments.read(corpus), count)
    answers = ask(arena.output, queries, "zhanguan", work)
    if score(queries, answers) != (1, 1):
        raise SystemExit("not everything was found, or something else was")
    files, size = index_size(arena.output / "search")
    kb = lambda key: "%.0f" % (quantile([answer.get(key) for answer in answers], .5) / 1000)
    return ["%d" % files, "%.1f" % (size / 1e6), kb("firstBytes"), kb("nextBytes")]


LOADED = "files of the index | size, MB | first query, KB | next query, KB |"


def settings_of(pair):
    """`8/16` as it stands in site.yaml: texts per file, and KB per file of lists; either may be left out."""
    lines = ["  %s: %s\n" % (key, value) for key, value in zip(("texts_per_file", "shard_kb"), pair.split("/")) if value]
    return "search:\n" + "".join(lines) if lines else ""


def table_of_loads(first, rows):
    lines = ["| %s | " % first + LOADED, "|---|" + "---:|" * 4]
    return "\n".join(lines + ["| %s |" % " | ".join([name] + cells) for name, cells in rows])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--n", type=int, default=10000, help="number of cases (10000)")
    parser.add_argument("--count", type=int, default=300, help="number of fragments (300)")
    parser.add_argument("--work", type=pathlib.Path, default=harness.PROJECT / "target" / "bench", help="where corpora are kept")
    parser.add_argument("--binary", help="measure this zhanguan instead of building one")
    parser.add_argument("--without-pagefind", action="store_true", help="measure ours alone")
    parser.add_argument("--files", metavar="T/KB,...", help="only what is loaded with these texts per file / KB per file of lists")
    parser.add_argument("--sizes", metavar="N,...", help="only what is loaded in halls of so many cases")
    parser.add_argument("--write", metavar="PAGE", help="also put the table between the bench markers of this page")
    args = parser.parse_args()
    if args.write:
        report.check_page(args.write, PART)
    work = args.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    sizes = [int(n) for n in args.sizes.split(",")] if args.sizes else [args.n]
    scratch, _ = harness.make_scratch(work, max(sizes))
    try:
        if args.files or args.sizes:
            binary = args.binary or harness.build_zhanguan()
            loads = lambda n, settings: what_is_loaded(binary, harness.prepare_corpus(work, "ours", n), args.count, scratch, work, settings)
            if args.files:
                print(table_of_loads("texts per file / KB", [(pair, loads(args.n, settings_of(pair))) for pair in args.files.split(",")]))
            if args.sizes:
                print(table_of_loads("cases", [(format(n, ","), loads(n, "")) for n in sizes]))
            return
        corpus = harness.prepare_corpus(work, "ours", args.n)
        arena = harness.Arena(scratch / "search", corpus)
        arena.reset()
        queries = fragments.choose(fragments.read(corpus), args.count)
        columns = {"Zhanguan": measure_ours(args.binary or harness.build_zhanguan(), arena, queries, work)}
        if not args.without_pagefind:
            columns["Pagefind " + harness.PAGEFIND_VERSION] = measure_pagefind(arena, queries, work)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    lines = ["| %d fragments, %d cases | %s |" % (args.count, args.n, " | ".join(columns)), "|---" + "|---:" * len(columns) + "|"]
    for name in next(iter(columns.values())):
        lines.append("| %s | %s |" % (name, " | ".join(values[name] for values in columns.values())))
    text = "\n".join(lines)
    print(text)
    if args.write:
        report.write_page(args.write, PART, text)


if __name__ == "__main__":
    main()
