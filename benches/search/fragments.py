"""Fragments of a corpus as visitors might type them, and the cases that really hold them.

The truth is worked out here from the Markdown sources, apart from the program that is measured.
"""
import random
import re
import unicodedata

LENGTHS = (1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 8, 12)
# What is in more cases than that tells little about a search; in halls of more than 10,000 cases, more in proportion.
HITS_MAX = 100
ONE_CHARACTER_HITS_MAX = 400


def fold(line):
    """Letters and digits as search compares them; the corpus has no traditional characters."""
    return "".join(c for c in unicodedata.normalize("NFKC", line).lower() if c.isalnum())


def lines_of(text):
    """What the page of a case shows, line by line, folded."""
    head, body = text[4:].split("\n---\n", 1)
    lines = re.findall(r'^(?:title|unit|brand|summary): "(.*)"$', head, re.M)
    lines += re.findall(r'^(?:year|    level|    year): (.*)$', head, re.M)
    lines += re.findall(r'^  - name: "(.*)"$', head, re.M)
    lines += [tag for tags in re.findall(r"^tags: \[(.*)\]$", head, re.M) for tag in re.findall(r'"([^"]*)"', tags)]
    body = re.sub(r"^```.*$", "", body, flags=re.M)
    body = re.sub(r"^\s*(?:#+|>|[-*]|\d+\.)\s+", "", body, flags=re.M)
    body = re.sub(r"^\|[ :|-]+\|$", "", body, flags=re.M).replace("|", "\n")
    return [folded for folded in map(fold, (line.replace("\\", "") for line in lines + body.split("\n"))) if folded]


def read(corpus):
    """Name → folded lines of every case."""
    cases = sorted((corpus / "content" / "cases").glob("*.md"))
    return {path.stem: lines_of(path.read_text(encoding="utf8")) for path in cases}


def choose(stories, count, seed=7):
    """`count` fragments, each with the names of the cases that hold it."""
    draw = random.Random(seed)
    texts = {name: "\n".join(lines) for name, lines in stories.items()}
    names = sorted(texts)
    times = max(1, len(names) / 10000)
    chosen = {}
    while len(chosen) < count:
        length = LENGTHS[len(chosen) % len(LENGTHS)]
        line = draw.choice(stories[draw.choice(names)])
        if len(line) < length:
            continue
        at = draw.randrange(len(line) - length + 1)
        fragment = line[at:at + length]
        if fragment in chosen:
            continue
        hits = [name for name in names if fragment in texts[name]]
        if len(hits) <= times * (HITS_MAX if length > 1 else ONE_CHARACTER_HITS_MAX):
            chosen[fragment] = hits
    return [{"text": text, "hits": hits} for text, hits in chosen.items()]
