#!/usr/bin/env python3
"""Deterministic generator of invented Chinese showcase cases (pure standard library).

    corpus.py --n N --out DIR [--seed S] [--format ours|hugo] [--images]

ours : DIR/content/cases/SLUG.md with title, unit, brand, honors (a list of
       {name, level, year}), year, summary, tags; and DIR/content/site.yaml
hugo : the same text; units, brands, honors and years as taxonomies, the
       details of the honors under params; templates are laid over it by run.py
--images adds a small PNG or JPEG under DIR/static/images for 30% of the cases
and a figure in their text; without it no case names a figure.

Same arguments, same bytes: whoever repeats a benchmark builds the same site.
The order of the random draws is therefore part of the format, and is kept even
where another order would read better.
"""
import argparse
import os
import random
import re
import sys

sys.dont_write_bytecode = True  # the folder of the scripts is a source folder
import pictures
from vocabulary import (
    BRAND_HEADS, BRAND_TAILS, BUREAUS, CHINESE_DIGITS, CITIES, CITY_PINYIN, CODE, CODE_LETTERS, DEPARTMENTS,
    DISTRICTS, DOCUMENT_KINDS, GIVEN_NAME_CHARACTERS, HONORS, IDIOM, LEAD, MANNER, OBJ, OTHER_ORGANISATIONS,
    PINYIN_SYLLABLES, PLACE_CHARACTERS, QUOTE, RESULT, ROLE, SECTION_HEADINGS, SENTENCE, SLOGAN_VERBS, SUBJ,
    SURNAMES, TECHNOLOGIES, TIME, TITLES, TRADES, VERB, VIEW, words)

SITE_YAML = """\
title: 品牌案例线上展馆
base_url: https://hall.example.org/
levels: [国家级, 省级, 市级, 区县级]
"""
YEARS = range(2015, 2027)
YEAR_WEIGHTS = (2, 2, 3, 4, 5, 6, 8, 9, 11, 13, 14, 6)
HONOR_COUNTS = (0, 1, 2, 3, 4)
HONOR_COUNT_WEIGHTS = (22, 34, 24, 13, 7)


def split_template(text):
    """'a{x}b' -> ['a', 'x', 'b'], literals at even places: parsed once, filled a million times."""
    parts = re.split(r"(?<!\{)\{([A-Za-z0-9]+)\}", text)
    return [part.replace("{{", "{").replace("}}", "}") if i % 2 == 0 else part for i, part in enumerate(parts)]


PHRASES = {name: [split_template(text) for text in texts] for name, texts in dict(
    TIME=TIME, SUBJ=SUBJ, MANNER=MANNER, VERB=VERB, OBJ=OBJ, RESULT=RESULT, QUOTE=QUOTE, ROLE=ROLE, IDIOM=IDIOM,
    VIEW=VIEW, SENTENCE=SENTENCE, LEAD=LEAD, TITLES=TITLES, CODE=CODE).items()}
SUMMARY_END = split_template("{SUBJ}{MANNER}，{VERB}{OBJ}，{RESULT}。")


class World:
    """The units and brands of one corpus, drawn before any case so that cases share them.

    Shares follow real halls: about 20 cases to a unit, 10 to a brand, a few of
    both with very many, because lists and related cases cost by their length.
    """

    def __init__(self, n, seed):
        rng = random.Random(seed * 7919 + 13)
        self.bureaus = list(BUREAUS)
        self.bureau_terms = {bureau: words(value[1]) for bureau, value in BUREAUS.items()}
        self.all_terms = [term for terms in self.bureau_terms.values() for term in terms]
        self.units = self.draw_units(rng, n // 20 + 20)
        self.brands = self.draw_brands(rng, n // 10 + 20)

    def draw_units(self, rng, count):
        """[(full name, short name, bureau of its field, slug prefix)]"""
        units, seen = [], set()
        while len(units) < count:
            city = rng.choice(CITIES)
            bureau = rng.choice(self.bureaus)
            kind = rng.random()
            body = bureau if kind < 0.85 else rng.choice(OTHER_ORGANISATIONS)
            district = "" if kind < 0.25 else rng.choice(DISTRICTS) + ("区" if rng.random() < 0.6 else "县")
            name = city + "市" + district + body
            if name not in seen:
                seen.add(name)
                short = (district or city + "市") + body
                units.append((name, short, bureau, CITY_PINYIN[city] + "-" + BUREAUS[bureau][0]))
        return units

    def draw_brands(self, rng, count):
        """[(name, place of its unit in self.units)]; every unit gets one while they last."""
        brands, seen = [], set()
        while len(brands) < count:
            kind = rng.random()
            if kind < 0.55:
                name = rng.choice(BRAND_HEADS) + rng.choice(BRAND_TAILS)
            elif kind < 0.75:
                name = rng.choice(BRAND_HEADS) + "·" + rng.choice(BRAND_HEADS) + rng.choice(BRAND_TAILS)
            elif kind < 0.9:
                name = "".join(rng.choice(PLACE_CHARACTERS) for _ in range(2)) + rng.choice(BRAND_TAILS)
            else:
                name = rng.choice(PINYIN_SYLLABLES).upper() + rng.choice(BRAND_HEADS) + rng.choice(BRAND_TAILS)
            if name not in seen:
                seen.add(name)
                k, units = len(brands), len(self.units)
                brands.append((name, k if k < units else int(units * rng.random() ** 1.7)))
        return brands


class Writer:
    """Writes the phrases of one case, with names that recur inside it as they do in real texts."""

    def __init__(self, rng, case, world):
        self.rng = rng
        self.case = case
        self.world = world
        self.terms = world.bureau_terms[case["bureau"]]
        self.places = [self.new_place() for _ in range(4)]
        self.people = [self.new_person() for _ in range(4)]
        self.slogans = [self.new_slogan() for _ in range(2)]

    def pick(self, choices):
        return choices[int(self.rng.random() * len(choices))]

    def phrase(self, name):
        return self.fill(self.pick(PHRASES[name]))

    def fill(self, parts):
        out = []
        for i, part in enumerate(parts):
            if i % 2 == 0:
                out.append(part)
            elif part in PHRASES:
                out.append(self.phrase(part))
            else:
                out.append(self.word(part.rstrip("2")))
        return "".join(out)

    def word(self, slot):
        return getattr(self, "word_" + slot)()

    def new_place(self):
        length = 2 if self.rng.random() < 0.8 else 3
        return "".join(self.pick(PLACE_CHARACTERS) for _ in range(length))

    def new_person(self):
        name = self.pick(SURNAMES) + self.pick(GIVEN_NAME_CHARACTERS)
        return name + (self.pick(GIVEN_NAME_CHARACTERS) if self.rng.random() < 0.75 else "")

    def new_slogan(self):
        first, second = self.pick(CHINESE_DIGITS[1:6]), self.pick(CHINESE_DIGITS[1:6])
        return first + self.pick(SLOGAN_VERBS) + second + self.pick(SLOGAN_VERBS)

    def word_term(self):
        """Mostly the unit's own field, sometimes a neighbour's."""
        return self.pick(self.terms if self.rng.random() < 0.8 else self.world.all_terms)

    def word_person(self):
        return self.pick(self.people) if self.rng.random() < 0.6 else self.new_person()

    def word_place(self):
        return self.pick(self.places) if self.rng.random() < 0.6 else self.new_place()

    def word_slog(self):
        return self.pick(self.slogans) if self.rng.random() < 0.7 else self.new_slogan()

    def word_num(self):
        size = self.rng.random()
        low, high = (3, 99) if size < 0.5 else (100, 999) if size < 0.8 else (1000, 98000)
        return str(self.rng.randint(low, high))

    def word_pct(self):
        if self.rng.random() < 0.6:
            return "%d%%" % self.rng.randint(12, 99)
        return "%.1f%%" % (self.rng.randint(120, 999) / 10)

    def word_y(self):
        return str(max(2012, self.case["year"] - self.rng.randint(0, 3)))

    def word_m(self):
        return str(self.rng.randint(1, 12))

    def word_d(self):
        return str(self.rng.randint(2, 28))

    def word_c(self):
        return self.pick(CHINESE_DIGITS[1:])

    def word_wd(self):
        return self.pick("一二三四五六")

    def word_unit(self):
        return self.case["unit"] if self.rng.random() < 0.6 else self.case["unit_short"]

    def word_brand(self):
        return self.case["brand"]

    def word_org(self):
        return self.pick(self.world.bureaus)

    def word_comp(self):
        return self.new_place()[:2] + self.pick(TRADES) + ("公司" if self.rng.random() < 0.6 else "集团")

    def word_plat(self):
        kind = self.rng.random()
        if kind < 0.4:
            return self.pick(BRAND_HEADS) + self.pick(words("通 办 码 E办 云 在线 e点通"))
        if kind < 0.7:
            name = (self.pick(PINYIN_SYLLABLES) + self.pick(PINYIN_SYLLABLES)).capitalize()
            return name + self.pick(words("App Cloud Link 2.0 Hub"))
        return "爱" + self.new_place()[:2] + "·" + self.pick(words("政务 民生 企服 智治"))

    def word_tech(self):
        return self.pick(TECHNOLOGIES)

    def word_dep(self):
        return self.pick(DEPARTMENTS)

    def word_doc(self):
        return self.pick(self.terms) + self.pick(DOCUMENT_KINDS)

    def word_trialdoc(self):
        return "《" + self.word_doc() + "（试行）》"

    def word_code(self):
        return self.pick(CODE_LETTERS) + self.pick(CODE_LETTERS) + "-" + str(self.rng.randint(100, 99999))


def count_cjk(text):
    return sum(1 for character in text if "\u4e00" <= character <= "\u9fff")


def make_case(i, seed, world, images):
    """Case number i: depends on seed, i and the world, never on the cases before it."""
    rng = random.Random(seed * 1000003 + i)
    brand_count = len(world.brands)
    brand, unit_at = world.brands[i if i < brand_count else int(brand_count * rng.random() ** 1.6)]
    unit, short, bureau, prefix = world.units[unit_at]
    year = rng.choices(YEARS, weights=YEAR_WEIGHTS)[0]
    case = dict(unit=unit, unit_short=short, bureau=bureau, brand=brand, year=year,
                slug="%d-%s-%06d" % (year, prefix, i),
                month=rng.randint(1, 12 if year < 2026 else 9), day=rng.randint(1, 28))
    writer = Writer(rng, case, world)
    case["title"] = writer.phrase("TITLES")
    case["summary"] = writer.phrase("SENTENCE") + writer.fill(SUMMARY_END)
    case["honors"] = draw_honors(rng, year)
    case["tags"] = list(dict.fromkeys([writer.pick(writer.terms), writer.pick(writer.terms), bureau]))
    case["body"] = make_body(writer, case, images)
    return case


def draw_honors(rng, year):
    picks = rng.sample(range(len(HONORS)), rng.choices(HONOR_COUNTS, weights=HONOR_COUNT_WEIGHTS)[0])
    return [(HONORS[h][0], HONORS[h][1], min(2026, year + rng.randint(0, 2))) for h in sorted(picks)]


def make_body(writer, case, images):
    """Three to five sections of 780 to 2,420 characters together, with the Markdown real cases use."""
    rng = writer.rng
    target = rng.triangular(780, 2420, 1040)
    sections = rng.randint(3, 5)
    headings = [writer.pick(SECTION_HEADINGS[0])]
    headings += [writer.pick(SECTION_HEADINGS[j]) for j in sorted(rng.sample((1, 2, 3), sections - 2))]
    headings += [writer.pick(SECTION_HEADINGS[4])]

    def section_with(share):
        return rng.randrange(sections) if rng.random() < share else -1

    table_at = section_with(0.20)
    code_at = section_with(0.02)
    figure_at = section_with(0.30) if images else -1
    lists_at = {j for j in range(sections) if rng.random() < 0.3}
    quote_at = section_with(0.15)
    subheading_at = section_with(0.15)

    blocks, total = [], 0
    if rng.random() < 0.5:
        blocks.append(writer.phrase("SENTENCE") + writer.phrase("SENTENCE"))
        total += count_cjk(blocks[0])
    for j in range(sections):
        blocks.append("## " + headings[j])
        budget = (target - total) / (sections - j)
        written = 0
        first = True
        while written < budget - 45 or first:
            if j in lists_at and not first:
                lists_at.discard(j)
                block = make_list(writer)
            else:
                block = make_paragraph(writer)
            blocks.append(block)
            written += count_cjk(block)
            if first and subheading_at == j:
                blocks.append("### " + writer.phrase("LEAD").replace("，", " "))
            if first and table_at == j:
                blocks.append(make_table(writer, case["year"]))
            if first and code_at == j:
                blocks.append(writer.phrase("CODE"))
            if first and figure_at == j:
                case["image"] = "%s.%s" % (case["slug"], "jpg" if rng.random() < 0.5 else "png")
                blocks.append("![%s现场](/images/%s)" % (writer.pick(writer.terms), case["image"]))
            if first and quote_at == j:
                blocks.append("> " + writer.phrase("QUOTE") + "。——" + writer.new_person())
            first = False
        total += written
    return "\n\n".join(blocks) + "\n"


def make_list(writer):
    """Items with a bold lead that ends in Chinese punctuation, where plain CommonMark prints asterisks."""
    count = writer.rng.randint(3, 5)
    numbered = writer.rng.random() < 0.35
    items = []
    for k in range(1, count + 1):
        mark = "%d." % k if numbered else "-"
        items.append("%s **%s。** %s" % (mark, writer.phrase("LEAD"), writer.phrase("SENTENCE")))
    return "\n".join(items)


def make_paragraph(writer):
    rng = writer.rng
    sentences = [writer.phrase("SENTENCE") for _ in range(rng.randint(2, 4))]
    if rng.random() < 0.22:
        k = rng.randrange(len(sentences))
        if len(sentences[k]) < 48 and sentences[k].endswith("。"):
            sentences[k] = "**" + sentences[k][:-1] + "**。"
        else:
            sentences[k] = "**%s是关键。**" % writer.pick(writer.terms) + sentences[k]
    return "".join(sentences)


def make_table(writer, year):
    rng = writer.rng
    rows = ["| 指标 | %d年 | %d年 | 变化 |" % (year - 1, year), "| --- | ---: | ---: | :--- |"]
    for _ in range(rng.randint(3, 6)):
        before, after = rng.randint(10, 900), rng.randint(10, 1800)
        measure = writer.pick(writer.terms) + writer.pick(words("件数 覆盖率 用时 场次 人次"))
        rows.append("| %s | %d | %d | %+.1f%% |" % (measure, before, after, (after - before) * 100 / before))
    return "\n".join(rows)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quoted_list(texts):
    return "[" + ", ".join(quoted(text) for text in texts) + "]"


def honor_lines(honors, indent):
    lines = []
    for name, level, year in honors:
        lines += ["%s- name: %s" % (indent, quoted(name)), "%s  level: %s" % (indent, level), "%s  year: %d" % (indent, year)]
    return lines


def front_matter_ours(case):
    lines = ["title: " + quoted(case["title"]), "unit: " + quoted(case["unit"]), "brand: " + quoted(case["brand"])]
    if case["honors"]:
        lines += ["honors:"] + honor_lines(case["honors"], "  ")
    else:
        lines.append("honors: []")
    return lines + ["year: %d" % case["year"], "summary: " + quoted(case["summary"]), "tags: " + quoted_list(case["tags"])]


def front_matter_hugo(case):
    lines = ["title: " + quoted(case["title"]), "date: %d-%02d-%02d" % (case["year"], case["month"], case["day"]),
             "units: " + quoted_list([case["unit"]]), "brands: " + quoted_list([case["brand"]]),
             "honors: " + quoted_list([honor[0] for honor in case["honors"]]),
             "years: " + quoted_list([str(case["year"])]), "summary: " + quoted(case["summary"]),
             "params:", "  unit: " + quoted(case["unit"]), "  brand: " + quoted(case["brand"]),
             "  year: %d" % case["year"], "  tags: " + quoted_list(case["tags"])]
    if case["honors"]:
        lines += ["  honor_items:"] + honor_lines(case["honors"], "    ")
    return lines


FRONT_MATTER = {"ours": front_matter_ours, "hugo": front_matter_hugo}


def render(case, form):
    return "\n".join(["---", *FRONT_MATTER[form](case), "---", ""]) + "\n" + case["body"]


def make_picture(i, seed, name):
    rng = random.Random(seed * 31 + i)
    width, height = 8 * rng.randint(12, 30), 8 * rng.randint(10, 22)
    return (pictures.jpeg if name.endswith("jpg") else pictures.png)(width, height, rng)


def write_corpus(n, out, seed, form, images):
    """Writes everything and returns the figures by which two corpora can be told apart at a glance."""
    world = World(n, seed)
    cases_folder = os.path.join(out, "content", "cases")
    images_folder = os.path.join(out, "static", "images")
    os.makedirs(cases_folder, exist_ok=True)
    if form == "ours":
        write(os.path.join(out, "content", "site.yaml"), SITE_YAML.encode())
    if images:
        os.makedirs(images_folder, exist_ok=True)
    total_bytes = total_cjk = total_images = 0
    for i in range(n):
        case = make_case(i, seed, world, images)
        data = render(case, form).encode()
        write(os.path.join(cases_folder, case["slug"] + ".md"), data)
        total_bytes += len(data)
        total_cjk += count_cjk(case["body"])
        if "image" in case:
            write(os.path.join(images_folder, case["image"]), make_picture(i, seed, case["image"]))
            total_images += 1
    return dict(cases=n, bytes=total_bytes, mean_body_cjk=total_cjk // max(1, n), units=len(world.units),
                brands=len(world.brands), images=total_images)


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--n", type=int, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=sorted(FRONT_MATTER), default="ours")
    parser.add_argument("--images", action="store_true")
    args = parser.parse_args()
    figures = write_corpus(args.n, args.out, args.seed, args.format, args.images)
    print(" ".join("%s=%d" % pair for pair in figures.items()), file=sys.stderr)


if __name__ == "__main__":
    main()
