"""Templates of units: filled from plain values, told what is wrong, kept inside."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from danchu.kernel.errors import RuleBroken
from danchu.reporting import child
from danchu.reporting.filling import faults_in, filled
from danchu.reporting.rules import Kind
from danchu.reporting.tests.factories import make_published_report
from danchu.surfaces.reports.example import example_template
from danchu.surfaces.reports.names import names_of, sample_of, values_of
from danchu.surfaces.reports.tests.test_word import a_paper
from danchu.testing.cast import Cast

NOW = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)
NAMES, SAMPLE = names_of(Kind.QCDC), sample_of(Kind.QCDC)
PAYLOADS = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ don_vi.__class__.__base__.__subclasses__()[40]('/etc/passwd').read() }}",
    "{{ self._TemplateReference__context.cycler.__init__.__globals__.os.popen('id') }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ joiner.__init__.__globals__.os.system('id') }}",
    "{{ namespace.__init__.__globals__.os.environ }}",
    "{{ request.application.__globals__.__builtins__.__import__('os') }}",
    "{{ don_vi|attr('__class__')|attr('__mro__') }}",
    "{{ don_vi['__class__']['__init__'] }}",
    "{{ don_vi['__cla' ~ 'ss__'] }}",
    "{{ '{0.__class__}'.format(don_vi) }}",
    "{{ ['{0.__class__}']|map('format', don_vi)|list }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{% set x = don_vi.__class__ %}{{ x }}",
    "{% import 'os' as os %}{{ os }}",
    "{% include '/etc/passwd' %}",
    "{% extends '/etc/passwd' %}",
    "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{{ m() }}",
    "{{ range(1000000000)|join }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ don_vi|center(1000000000) }}",
    "{{ phan.append(phan) }}",
    "{{ get_flashed_messages.__globals__ }}",
)


W = b' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def field(*pieces: str) -> bytes:
    """Return a paragraph with a field that is cut in pieces; “{” and “}” bound one."""
    marks = {"{": '<w:fldChar w:fldCharType="begin"/>', "}": ""}
    marks["}"] = '<w:fldChar w:fldCharType="end"/>'
    runs = "".join(
        marks.get(one, f"<w:instrText>{one}</w:instrText>") for one in pieces
    )
    return b"<w:p" + W + b"><w:r>" + runs.encode() + b"</w:r></w:p>"


FIELD = field("{", "INCLUDE", "PICTURE http://a", "}")
DISGUISED = b'<v:imagedata xmlns:v="urn:v" src="http://vi.du/a.png"/>'
SEVENTH = b'<?xml version="1.0" encoding="UTF-7"?>' + FIELD


def docx(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def packed(data: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, said in more.items():
            new.writestr(f"word/{name}", said)
    return file.getvalue()


def same(_name: str, data: bytes) -> bytes:
    return data


def linked(name: str, data: bytes) -> bytes:
    relation = (
        b'<Relationship Id="rId99" TargetMode="External" Target="http://vi.du/a.png"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'image"/></Relationships>'
    )
    if name != "word/_rels/document.xml.rels":
        return data
    return data.replace(b"</Relationships>", relation)


def linked_by_letters(name: str, data: bytes) -> bytes:
    """Lead outside as `linked`, with a letter of the word written as a number."""
    return linked(name, data).replace(b'"External"', b'"&#69;xternal"')


def with_field(*pieces: str) -> Callable[[str, bytes], bytes]:
    """Return what puts a field into the text of a file."""

    def change(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        return data.replace(b"<w:body>", b"<w:body>" + field(*pieces), 1)

    return change


def entities(name: str, data: bytes) -> bytes:
    if name != "word/document.xml":
        return data
    return data.replace(
        b"<w:document", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document', 1
    )


def text_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [
        cell.text for one in document.tables for row in one.rows for cell in row.cells
    ]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_example_is_filled_with_a_report() -> None:
    paper = a_paper(tinh_hinh="Tỉnh có <2> xã & {{ don_vi }}.\nĐoạn hai.")

    text = text_of(filled(example_template(), NAMES, values_of(paper, "")))

    for said in (
        *("BAN CHỈ ĐẠO THỰC HIỆN", "Số cuộc đối thoại trong kỳ: 396."),
        *("I. Đặc điểm, tình hình", "Tỉnh có <2> xã & {{ don_vi }}.", "Đoạn hai."),
        *("- Số cuộc đối thoại: 396 cuộc, tăng 12,5%", "352"),
    ):
        assert said in text, said


@pytest.mark.parametrize("kind", list(Kind))
def test_the_example_is_accepted_for_each_kind(kind: Kind) -> None:
    assert faults_in(example_template(), names_of(kind), sample_of(kind)) == []


def test_every_escape_is_told_as_a_fault_and_never_filled() -> None:
    for payload in PAYLOADS:
        faults = child.source_faults(f"<w:p>{payload}</w:p>", NAMES)
        assert faults, payload
        with pytest.raises(Exception):  # noqa: B017,PT011 -- whichever layer is first
            child._environment(NAMES).from_string(payload).render(SAMPLE)  # noqa: SLF001 -- the gate itself


def test_without_the_gate_the_sandbox_alone_gives_nothing_away() -> None:
    for payload in PAYLOADS[:13]:
        try:
            made = child._environment({}).from_string(payload).render(SAMPLE)  # noqa: SLF001 -- the wall behind the gate
        except Exception:  # noqa: BLE001,S112 -- refused
            continue
        assert not any(
            word in made for word in ("<class", "root:", "uid=", "subclass")
        ), payload


def test_what_is_wrong_is_told_with_its_place_all_at_once() -> None:
    faults = faults_in(
        docx(
            "{{ don_vj }}",
            "{% for c in phan %}{{ c.tenn }}{% endfor %}",
            "{{ chi_tieu.G01.gia_tri|rot13 }} {{ viet_tay.tinh_hinh }}",
            "{% for x in don_vi %}{{ x }}{% endfor %}",
        ),
        NAMES,
        SAMPLE,
    )

    for fault, (place, said) in zip(
        faults,
        (
            ("Đoạn 1, “{{ don_vj }}”: ", "không có tên “don_vj”."),
            ("Đoạn 2, “{% for c in phan %}{{ c.tenn }}", "không có tên “tenn”."),
            ("Đoạn 3, ", "không có bộ lọc “rot13”."),
            ("Đoạn 4, ", "“x” không lặp được: sau “in” phải là một danh sách."),
        ),
        strict=True,
    ):
        assert fault.startswith(place)
        assert fault.endswith(said)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ don_vi }", "thẻ viết sai"),
        ("{% if don_vi %}", "không có thẻ đóng"),
        ("{% endif %}", "đóng một thẻ chưa mở"),
        ("{% lap phan %}", "không có thẻ “lap”"),
    ],
)
def test_a_broken_tag_is_told_with_its_paragraph(line: str, said: str) -> None:
    (fault,) = faults_in(docx("Một.", line), NAMES, SAMPLE)

    assert fault.startswith(f"Đoạn 2, “{line}”: ")
    assert said in fault


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed(docx("A"), linked), "Tệp dẫn ra ngoài: http://vi.du/a.png."),
        (packed(docx("A"), entities), "khai báo không được phép"),
        (packed(docx("A"), same, **{"vbaProject.bin": b"x"}), "macro"),
        (packed(docx("A"), same, **{"extra.xml": FIELD}), "(INCLUDEPICTURE)"),
        (packed(docx("A"), linked_by_letters), "Tệp dẫn ra ngoài: http://vi.du"),
        (packed(docx("A"), same, **{"header9.bin": FIELD}), "(INCLUDEPICTURE)"),
        (packed(docx("A"), same, **{"extra.xml": SEVENTH}), "không được phép"),
        (packed(docx("A"), same, **{"extra.xml": DISGUISED}), "Tệp dẫn ra ngoài"),
        (packed(docx("A"), with_field("{", "IMPORT a", "}")), "(IMPORT)"),
        (
            packed(docx("A"), with_field("{", "{", "REF a", "}", "}")),
            "lấy nội dung từ nơi khác ({ })",
        ),
        (
            packed(
                docx("A"),
                with_field("{", "PAGE", "}", "{", "LINK Excel.Sheet a.xlsx", "}"),
            ),
            "(LINK)",
        ),
        (
            packed(docx("A"), with_field("{", "INCL{# a #}UDEPICTURE http://a", "}")),
            "lấy nội dung từ nơi khác",
        ),
    ],
    ids=[
        *("external", "entities", "macros", "field", "escaped", "other-name"),
        *("encoding", "vml", "import", "nested", "two-fields", "by-a-tag"),
    ],
)
def test_what_a_template_must_not_carry_is_named(data: bytes, said: str) -> None:
    faults = faults_in(data, NAMES, SAMPLE)

    assert any(said in one for one in faults), faults


def test_a_field_that_takes_its_name_from_the_figures_is_not_filled() -> None:
    data = packed(docx("A"), with_field("{", "{{ don_vi }} http://a", "}"))
    context = {**SAMPLE, "don_vi": "INCLUDEPICTURE"}

    assert faults_in(data, NAMES, SAMPLE)
    with pytest.raises(RuleBroken, match=r"template_faulty"):
        filled(data, NAMES, context)


@pytest.mark.parametrize(
    "said", [" PAGE ", " NUMPAGES \\* Arabic ", " DATE \\@ dd/MM/yyyy ", "TOC \\o 1-2"]
)
def test_fields_that_count_and_date_stay(said: str) -> None:
    data = packed(docx("A"), with_field("{", said, "}"))

    assert faults_in(data, NAMES, SAMPLE) == []
    assert said.split(maxsplit=1)[0].encode() in zipfile.ZipFile(
        io.BytesIO(filled(data, NAMES, SAMPLE))
    ).read("word/document.xml")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"x", "reporting.template_not_word"),
        (b"x" * (5 * 2**20 + 1), "reporting.template_too_large"),
        (
            packed(docx("A"), same, **{"a.xml": b" " * (41 * 2**20)}),
            "reporting.template_too_heavy",
        ),
        (
            docx(
                "{% for a in phan %}{% for b in phan %}{% for c in phan %}"
                "{% for d in phan %}" + "x" * 50_000 + "{% endfor %}" * 4
            ),
            "reporting.template_too_heavy",
        ),
    ],
    ids=["no-word", "large", "bomb", "expands"],
)
def test_a_file_that_cannot_be_looked_at_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        faults_in(data, NAMES, SAMPLE)

    assert refused.value.code == code


def test_a_faulty_template_is_told_and_a_right_one_fills_reports(cast: Cast) -> None:
    report = make_published_report(cast, at=NOW)
    own = f"/bao-cao/{report.pk}/tep/mau-rieng.docx"
    client = Client()
    client.force_login(cast.cuc)

    told = sent(client, cast, docx("{{ don_vj }}"))
    assert "không có tên “don_vj”" in told.content.decode()
    assert client.get(own).status_code == 404

    assert sent(client, cast, example_template()).status_code == 302
    assert "mau.docx" in client.get("/bao-cao/mau/").content.decode()
    assert "Số cuộc đối thoại trong kỳ: 396." in text_of(client.get(own).content)

    dropped = {"don-vi": cast.hoa_thuan.pk, "loai": "qcdc", "viec": "bo"}
    assert client.post("/bao-cao/mau/", dropped).status_code == 302
    assert client.get(own).status_code == 404


def test_who_may_not_set_templates_sees_no_page(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.binh)

    assert client.get("/bao-cao/mau/").status_code == 404
    assert sent(client, cast, example_template()).status_code == 404


def sent(client: Client, cast: Cast, data: bytes) -> Any:
    file = SimpleUploadedFile("mau.docx", data)
    told = {"don-vi": cast.hoa_thuan.pk, "loai": "qcdc", "tep": file}
    return client.post("/bao-cao/mau/", told)
