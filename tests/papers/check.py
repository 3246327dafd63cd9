"""Opens the papers of a call with programs that are not ours: LibreOffice, python-docx, openpyxl.

Usage: check.py ZHANGUAN. Wants soffice and pdftotext on the path, and the two packages in requirements.txt.
"""

import re
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import docx
import openpyxl

SENTENCE = "支部随项目设立组织生活随人员展开学习谈心活动不必等到回机关在现场就有人组织有人负责"
BODY = f"""
## 一、背景

{SENTENCE * 60}

### 缘起

- 设支部
- 列清单

| 谁 | 数量 |
| --- | ---: |
| 支部 | 1 |

![现场](现场.png "审计组在现场")

说明[^1]。

[^1]: 见通报。
"""


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([180, 40, 40] * width) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def make_hall(root):
    case = root / "content/cases/甲"
    case.mkdir(parents=True)
    (case / "现场.png").write_bytes(png(600, 400))
    front = "title: 把支部建在审计组上\nunit: 示例市审计局\nyear: 2024\ndate: 2024-03-28\nphotos: [现场.png]\n"
    (case / "index.md").write_text(f"---\n{front}---\n{BODY}", encoding="utf-8")
    (root / "content/calls").mkdir()
    call = "title: 典型案例征集\nentries: [甲]\npapers: {columns: [序号, 标题, 单位, 日期, 字数]}\n"
    (root / "content/calls/征集.md").write_text(f"---\n{call}---\n", encoding="utf-8")
    exhibition = root / "content/exhibitions"
    exhibition.mkdir()
    (exhibition / "汇编.md").write_text("---\ntitle: 汇编\ncases: [甲]\n---\n", encoding="utf-8")


def pages(document, folder):
    """Every page of a DOCX as LibreOffice sets it: its lines, without the spaces between characters."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", folder, document], check=True, capture_output=True)
    pdf = folder / (document.stem + ".pdf")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    lines = [[re.sub(r"\s", "", line) for line in page.splitlines()] for page in text.split("\f")]
    return [[line for line in page if line] for page in lines if page]


def check_grid(document, folder):
    """Page 2 holds nothing but running text: 22 lines of 28 characters, and its number at the left."""
    *lines, number = pages(document, folder)[1]
    assert len(lines) == 22, f"{len(lines)} lines on a page, not 22"
    assert {len(line) for line in lines} == {28}, f"lines of {sorted({len(line) for line in lines})} characters, not 28"
    assert number == "—2—", number


def check_docx(document):
    opened = docx.Document(document)
    texts = [paragraph.text for paragraph in opened.paragraphs]
    assert texts[0] == "把支部建在审计组上" and opened.paragraphs[0].style.name == "Title", texts[:2]
    # python-docx takes the style of a heading by Word's own name.
    headings = [paragraph.text for paragraph in opened.paragraphs if paragraph.style.name.startswith("Heading")]
    assert headings == ["背景", "缘起"], headings
    assert [[cell.text for cell in row.cells] for row in opened.tables[0].rows] == [["谁", "数量"], ["支部", "1"]]
    assert len(opened.inline_shapes) == 1
    section = opened.sections[0]
    figures = [round(length.mm, 1) for length in (section.page_width, section.page_height, section.top_margin, section.left_margin)]
    assert figures == [210.0, 297.0, 37.0, 28.0], figures


def check_xlsx(sheet):
    opened = openpyxl.load_workbook(sheet).active
    rows = [[cell.value for cell in row] for row in opened.iter_rows()]
    assert rows[0][0] == "典型案例征集汇总表" and rows[1] == ["序号", "标题", "单位", "日期", "字数"], rows
    assert rows[2][0] == 1 and rows[2][3].strftime("%Y-%m-%d") == "2024-03-28", rows[2]
    assert isinstance(rows[2][4], int)
    assert [str(cells) for cells in opened.merged_cells.ranges] == ["A1:E1"]
    assert opened.auto_filter.ref == "A2:E3" and opened.print_area == "'汇总表'!$A$1:$E$3", opened.print_area


def check_compendium(document, folder):
    text = ["".join(page) for page in pages(document, folder)]
    assert text[0] == "汇编", text[0]
    assert re.search("把支部建在审计组上[·.]+1单位索引", text[1]), text[1]
    assert text[2].startswith("把支部建在审计组上把支部建在审计组上示例市审计局"), text[2]
    assert re.search("示例市审计局[·.]+1", text[-1]), text[-1]


def main(zhanguan):
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        make_hall(root)
        for arguments in (["征集"], ["--compendium", "汇编"]):
            subprocess.run([zhanguan, "submit", *arguments, "--root", root], check=True, capture_output=True)
        papers = root / "dossiers/典型案例征集"
        (entry,) = [path for path in papers.iterdir() if path.is_dir()]
        check_grid(entry / "案例正文.docx", root)
        check_docx(entry / "案例正文.docx")
        docx.Document(entry / "申报表.docx")
        check_xlsx(papers / "汇总表.xlsx")
        check_compendium(root / "dossiers/汇编/汇编.docx", root)
    print("papers open, 22 lines of 28 characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
