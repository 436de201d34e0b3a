"""Files of every usual kind → text, and one clear line for those that can't be read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmgraph.errors import ReadingError
from kmgraph.pipeline import document_of, extract_file
from kmgraph.text.document import parse
from kmgraph.text.pdf import Line, paragraphs_of
from kmgraph.text.reading import named, read

REPORT = "关于安平市2021年国民经济和社会发展计划执行情况的报告\n一、2022年主要任务\n（一）抓产业，促发展。推进“园区”建设，产值达1120亿元。\n"
LONG = "推进国家高新技术产业开发区提质增效，加快数字经济核心产业集聚发展，力争年内开工重点项目120个、完成投资350亿元，"


# --- text files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("gb18030"),
        lambda text: text.encode("gbk"),
    ],
    ids=[
        "utf-8",
        "utf-8 mark",
        "utf-16",
        "utf-16-le mark",
        "utf-16-be mark",
        "utf-16-le",
        "utf-16-be",
        "gb18030",
        "gbk",
    ],
)
def test_a_text_file_in_any_usual_encoding(tmp_path: Path, encode: object) -> None:
    path = tmp_path / "2022-安平市-计划报告.txt"
    path.write_bytes(encode(REPORT))  # type: ignore[operator]
    source = read(path)
    assert source.text == REPORT
    assert (source.name, source.place, source.year) == (path.name, "安平市", 2022)
    assert len(source.sha256) == 64


def test_traditional_characters_in_big5(tmp_path: Path) -> None:
    text = "經濟社會發展計劃報告。推動產業升級，加快國家建設。\n" * 3
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("big5"))
    assert read(path).text == text


def test_line_ends_and_indents_are_left_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("　　一、任务\r\n　　开工。\r\n".encode())
    text = read(path).text
    assert text == "　　一、任务\r\n　　开工。\r\n"
    assert [sentence.text for sentence in parse(text).sentences] == ["一、任务", "开工。"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_text_in_utf_8_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "a.txt"
    text = "某市" + text
    path.write_bytes(text.encode())
    assert read(path).text == text


@pytest.mark.parametrize(
    ("stem", "place", "year"),
    [
        ("2022-昆明市-计划报告", "昆明市", 2022),
        ("成都_2023", "成都", 2023),
        ("2026-全国-政府工作报告", None, 2026),
        ("2020年 贵阳市 政府工作报告(节选)", "贵阳市", 2020),
        ("report", None, None),
        ("20220101", None, None),
    ],
)
def test_a_files_name_tells_place_and_year(stem: str, place: str | None, year: int | None) -> None:
    assert named(stem) == (place, year)


# --- HTML ----------------------------------------------------------------------------------------------------

PAGE = f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="{{charset}}"><title>某市政府网</title><script>var a = 1;</script>
<style>p {{{{ color: red }}}}</style></head>
<body><nav><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/fw">办事服务</a></li></ul></nav>
<div id="content"><h1>安平市2022年政府工作报告</h1>
<p>　　一、2022年主要任务</p>
<p>　　（一）抓产业。{LONG}产值达1120亿元。</p>
<p>　　（二）抓城建。{LONG}道路全部通车。</p>
<p>　　（三）抓民生。{LONG}新增就业1万人。</p></div>
<footer><p>版权所有：某市人民政府办公室</p><p>ICP备12345号</p></footer></body></html>"""


@pytest.mark.parametrize(("charset", "codec"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("gbk", "gbk")])
@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_a_pages_main_text_without_its_menu_and_footer(tmp_path: Path, charset: str, codec: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(PAGE.format(charset=charset).encode(codec))
    text = read(path).text
    assert "（二）抓城建。" in text
    assert not any(words in text for words in ("办事服务", "ICP备", "var a", "color"))
    document = parse(text)
    assert [s.heading.of(text) for s in document.sections if s.task_level] == ["抓产业", "抓城建", "抓民生"]


def test_a_page_without_running_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><script>run()</script></body></html>")
    with pytest.raises(ReadingError, match="no running text"):
        read(path)


# --- DOCX ----------------------------------------------------------------------------------------------------


def test_word_paragraphs_and_tables_in_their_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("安平市2022年政府工作报告", 0)
    document.add_paragraph("一、2022年主要任务")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "地区生产总值", "7.5%"
    document.add_paragraph("（一）抓产业。推进园区建设。")
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert read(path).text.split("\n") == [
        "安平市2022年政府工作报告",
        "一、2022年主要任务",
        "地区生产总值\t7.5%",
        "（一）抓产业。推进园区建设。",
    ]


# --- PDF -----------------------------------------------------------------------------------------------------


def pdf(pages: list[list[tuple[int, int, str]]]) -> bytes:
    """A small PDF with a text layer: pages of (x, y, words), printed at 12 points with a Chinese CID font."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        b"/DW 1000/FontDescriptor 5 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 93>>",
    ]
    kids = []
    for lines in pages:
        drawn = "".join(f"1 0 0 1 {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj " for x, y, words in lines)
        stream = f"BT /F1 12 Tf {drawn}ET".encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(offsets) + 1,
        table,
        len(offsets) + 1,
        len(out),
    )


def page(number: int, *lines: str) -> list[tuple[int, int, str]]:
    """A printed page: paragraphs are indented by two characters, with a running head and a page number."""
    body = [(72 + (24 if line.startswith("　　") else 0), 740 - 20 * i, line.strip()) for i, line in enumerate(lines)]
    return [(250, 800, "政府工作报告"), *body, (280, 40, f"— {number} —")]


def test_a_pdfs_lines_become_paragraphs_and_its_page_numbers_are_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf(
            [
                page(
                    1,
                    "　　一、二〇二二年主要任务",
                    "　　坚持把发展经济的着力点放在实体经济上，加快建设现代化产业",
                    "体系，推动制造业高端化。",
                ),
                page(
                    2,
                    "　　（一）抓产业。推进国家高新技术产业开发区提质增效，加快数字",
                    "经济核心产业集聚发展，力争年内开工重点项目一百二十个、完成投",
                ),
                page(3, "资三百五十亿元。", "　　（二）抓城建。启动城市快速路改造。"),
            ]
        )
    )
    assert read(path).text.split("\n") == [
        "一、二〇二二年主要任务",
        "坚持把发展经济的着力点放在实体经济上，加快建设现代化产业体系，推动制造业高端化。",
        "（一）抓产业。推进国家高新技术产业开发区提质增效，加快数字经济核心产业集聚发展，力争年内开工重点项目一百二十个、完成投资三百五十亿元。",
        "（二）抓城建。启动城市快速路改造。",
    ]


def line(text: str, left: float, top: float, page: int = 0) -> Line:
    return Line(text, left, left + 12 * len(text), top - 12, top, page)


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ([line("一二三四五六七八九十", 0, 100), line("一二三。", 0, 84)], ["一二三四五六七八九十一二三。"]),
        (
            [line("一二三四五六七八九。", 0, 100), line("一二三四五六七八", 24, 84), line("九十。", 0, 68)],
            ["一二三四五六七八九。", "一二三四五六七八九十。"],
        ),
        (
            [line("一二三四五六七八九十", 0, 100), line("一二三。", 0, 84), line("四五六七八九十一二三", 0, 68)],
            ["一二三四五六七八九十一二三。", "四五六七八九十一二三"],
        ),
        (
            [line("一二三四五六七八九十", 0, 100), line("（一）抓产业推进项目", 0, 84)],
            ["一二三四五六七八九十", "（一）抓产业推进项目"],
        ),
        ([line("一二三四五六七八九十", 0, 100, 0), line("一二三。", 0, 780, 1)], ["一二三四五六七八九十一二三。"]),
        ([], []),
    ],
)
def test_printed_lines_are_joined_to_paragraphs(lines: list[Line], paragraphs: list[str]) -> None:
    assert paragraphs_of(lines) == paragraphs


CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium to print a page with")
def test_a_page_printed_by_a_browser(tmp_path: Path) -> None:
    html, path = tmp_path / "a.html", tmp_path / "a.pdf"
    html.write_text(PAGE.format(charset="utf-8"), "utf-8")
    subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={path}",
            html.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = read(path).text
    assert f"（一）抓产业。{LONG}产值达1120亿元。" in text  # no 产 or 长 is left as a radical (⽣⻓)


# --- what can't be read --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \r\n\t ", "the file is empty"),
        ("a.txt", "\ufeff　\n".encode(), "holds no text"),
        ("a.txt", bytes(range(256)) * 8, "no text file|unknown encoding"),
        ("a.txt", b"\x00\x01\x02\x03" * 400, "no text file"),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00" + bytes(300), "no text file"),
        ("a.txt", "Größe, Länge und Straße der Stadt im Jahr.".encode("latin-1"), "unknown encoding"),
        ("a.txt", ("发展经济，建设国家。" * 20).encode() + b"\xff\xff", "broken UTF-8 at byte 600"),
        ("a.txt", b"\xff\xfe\x00", "broken utf-16-le"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "save it as DOCX"),
        ("a.rtf", b"{\\rtf1 abc}", "save it as DOCX"),
        ("a.png", b"\x89PNG\r\n" + bytes(20), "OCR"),
        ("a.docx", b"PK\x03\x04" + bytes(200), "no Word file"),
        ("a.pdf", b"%PDF-1.7\nnonsense", "this PDF"),
        ("a.pdf", pdf([[]]), "no text layer"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, name: str, data: bytes, fault: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadingError, match=fault) as raised:
        read(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    assert raised.value.__cause__ is None


def test_an_archive_that_is_no_word_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ReadingError, match="no Word file"):
        read(path)


def test_a_broken_word_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.Document().save(str(path))
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(ReadingError, match="no Word file"):
        read(path)


def test_a_missing_file_a_directory_and_one_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ReadingError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(ReadingError, match="is a directory"):
        read(tmp_path)
    path = tmp_path / "a.txt"
    path.write_text("开工。", "utf-8")

    def refused(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(ReadingError, match="may not be read"):
        read(path)


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(ReadingError, match="more than a report holds"):
        read(path)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a.txt"
    path.write_bytes(data)
    with suppress(ReadingError):
        assert read(path).text.strip()


def test_reading_imports_nothing_heavy_before_a_file_needs_it() -> None:
    code = (
        "import sys, kmgraph.text.reading, kmgraph.text.document; "
        "print([name for name in ('trafilatura', 'docx', 'pdfminer', 'charset_normalizer', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "year"),
    [("东岭县-2019-plan.txt", 2019), ("东岭县-2019.txt", 2020), ("东岭县-2019-计划.txt", 2019)],
)
def test_an_excerpts_name_says_whether_its_year_is_planned(tmp_path: Path, name: str, year: int) -> None:
    """Without title and heading the text alone can't tell whether the year that it names is over."""
    file = tmp_path / name
    file.write_text("东岭县2019年新开工项目44个,总投资971.7亿元。", encoding="utf-8")
    assert document_of(file).year == year


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        ("潭溪市-2022-plan.txt", "2022年,潭溪市新增规上工业企业30家。城镇登记失业率控制在4.5%以内。", {"target"}),
        ("潭溪市-2022.txt", "2022年,潭溪市新增规上工业企业30家。城镇登记失业率控制在4.5%以内。", {"result"}),
        ("潭溪市-2022-plan.txt", "潭溪市2021年新增企业20家,2022年新增30家。", {"result", "target"}),
        ("潭溪市-2021.txt", "“十三五”期间,潭溪市引进外资6亿美元,到2020年低保统一为886元。", {"result"}),
        ("report.txt", "2022年,潭溪市推动钢铁行业提质,支持轨道装备基地建设,培育企业30家。", {"target"}),
    ],
)
def test_what_an_excerpt_plans_is_told_by_its_name_and_its_words(
    tmp_path: Path, name: str, text: str, status: set[str]
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert {figure.status for figure in extract_file(file).mentions.quantities} == status


def test_an_excerpts_place_is_its_names_where_a_sentence_names_another(tmp_path: Path) -> None:
    file = tmp_path / "新疆吐鲁番市-2022.txt"
    file.write_text("二季度又有油田源网荷储、高昌区潭溪风电等重大项目开工。", encoding="utf-8")
    found = extract_file(file)
    assert found.document.place == "新疆吐鲁番市"
    assert [district.text for district in found.mentions.districts] == ["高昌区"]


def test_an_excerpts_place_is_its_names_though_a_heading_stands_above(tmp_path: Path) -> None:
    file = tmp_path / "广西钦州市-2026.txt"
    file.write_text("1.港口提速。\n鹭泽航道竣工，潭溪市区泊位运营。支持灵山做优产业。", encoding="utf-8")
    assert extract_file(file).document.place == "广西钦州市"
