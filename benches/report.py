"""From rows of measurements to the Markdown that people read, and into the page it belongs to."""
import dataclasses
import datetime
import os
import pathlib
import shlex
import statistics
import sys


@dataclasses.dataclass
class Row:
    """All runs of one tool in one mode at one size."""
    n: int
    tool: str
    mode: str
    runs: list
    files: int
    bytes: int

    def cpu(self):
        return [run.cpu for run in self.runs]


def table(rows):
    lines = ["| n | tool | mode | CPU s | wall s | peak MiB | files | bytes | CPU ÷ Hugo | CPU ÷ Hugo + Pagefind | CPU ÷ own cold | a case ÷ that of the hall before |",
             "|---:|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for row in rows:
        cells = [format(row.n, ","), row.tool, row.mode, spread(row.cpu()), spread([run.wall for run in row.runs]),
                 spread([run.peak for run in row.runs]), format(row.files, ","), format(row.bytes, ","),
                 ratio_to(row, rows, "hugo"), ratio_to(row, rows, "hugo + pagefind"), ratio_to_cold(row, rows), ratio_to_smaller(row, rows)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def ratio_to(row, rows, peer):
    """Against the peer that ran beside it."""
    beside = find(rows, row.n, peer, row.mode)
    if row.tool.startswith("hugo") or beside is None:
        return "–"
    return paired(row, beside)


def ratio_to_cold(row, rows):
    """What is left of the work when little has changed."""
    cold = find(rows, row.n, row.tool, "cold")
    if row.mode == "cold" or cold is None:
        return "–"
    return paired(row, cold)


def ratio_to_smaller(row, rows):
    """How the cost of a case grows with the hall: beside the next smaller one of the same turn."""
    smaller = [other for other in rows if (other.tool, other.mode) == (row.tool, row.mode) and other.n < row.n]
    if row.mode != "cold" or not smaller:
        return "–"
    return paired(row, max(smaller, key=lambda other: other.n))


def paired(row, other):
    """What a case costs beside one of `other`, turn by turn: what slows the machine down for a while cancels out."""
    return number(statistics.median(mine / row.n / (its / other.n) for mine, its in zip(row.cpu(), other.cpu())))


def find(rows, n, tool, mode):
    return next((row for row in rows if (row.n, row.tool, row.mode) == (n, tool, mode)), None)


def spread(values):
    """median (min–max)"""
    return "%s (%s–%s)" % (number(statistics.median(values)), number(min(values)), number(max(values)))


def number(value):
    """Three digits that mean something, never an exponent: columns are read by eye."""
    for limit, digits in ((100, 0), (10, 1), (1, 2), (0.1, 3)):
        if value >= limit:
            return "%.*f" % (digits, value)
    return "%.4f" % value


def circumstances(tools, in_memory):
    """Without date, machine and command a figure cannot be repeated, so they stand beside it."""
    lines = ["Measured %s on %d CPUs, output %s." % (datetime.date.today().isoformat(), os.cpu_count(),
                                                    "in memory (tmpfs)" if in_memory else "on disk"), "",
             "- Command: `%s`" % invocation()]
    lines += ["- %s: `%s`" % (tool.version, tool.shown_command()) for tool in tools]
    return "\n".join(lines)


def invocation():
    """The command as given, but folders of this machine by their last name only: the page is published."""
    program = "benches/" + os.path.basename(sys.argv[0])
    shown = []
    for argument in sys.argv[1:]:
        option, equals, value = argument.rpartition("=")
        shown.append(option + equals + ("…/" + os.path.basename(value.rstrip("/")) if os.path.isabs(value) else value))
    return " ".join(["python3", program] + [part if part.startswith("…") else shlex.quote(part) for part in shown])


NOTES = """\
Median (min–max) of the runs, whole processes seen from outside; the tools take turns, each through all sizes and modes; ratios are medians of those within one turn.
`cold`: nothing there from before; `again`: nothing changed since the last build; `edit`: a sentence added to one case;
`title`: the title of one case changed; Pagefind keeps nothing from run to run, so it is shown cold only.
A peak under about 21 MiB cannot be seen: it is that of the Python which starts the tools."""


def markers(part):
    """The lines of a page between which a report stands."""
    return "<!-- %s:begin -->" % part, "<!-- %s:end -->" % part


def check_page(path, part):
    """Before an hour of measuring, not after it."""
    page, (begin, end) = pathlib.Path(path), markers(part)
    if not page.exists():
        return
    lines = page.read_text(encoding="utf8").splitlines()
    if [line for line in lines if line in (begin, end)] != [begin, end]:
        sys.exit("%s: needs the line %s and, after it, the line %s" % (path, begin, end))


def write_page(path, part, report):
    """Replaces what stands between the markers and nothing else; makes the page if there is none."""
    page, (begin, end) = pathlib.Path(path), markers(part)
    if not page.exists():
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("# Performance\n\n%s\n%s\n" % (begin, end), encoding="utf8")
    lines = page.read_text(encoding="utf8").splitlines()
    lines[lines.index(begin) + 1:lines.index(end)] = ["", report, ""]
    page.write_text("\n".join(lines) + "\n", encoding="utf8")
