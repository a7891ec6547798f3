"""Fills one template of a stranger: run by `filling`, as a process of its own.

Its input is one line of JSON and the template; it tells what is wrong with the template
as JSON, or gives the filled file. It takes its limits upon itself before it looks, and
gives templates a small part of Jinja alone: no calls, no arithmetic, known names.
"""

import importlib
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 20
MOST_UNPACKED, MOST_PARTS, LARGEST_MADE = 40 * 2**20, 500, 20 * 2**20
LARGEST_PART = 8 * 2**20
NOT_WORD, TOO_HEAVY, UNREADABLE = 21, 22, 23
FILTERS = frozenset(
    {"upper", "lower", "trim", "capitalize", "length", "default", "first", "last"}
    | {"join"}
)
TESTS = frozenset({"defined", "none"})
_NODES = frozenset(
    {"Template", "Output", "TemplateData", "Name", "Const", "Getattr", "Getitem"}
    | {"For", "If", "Filter", "Test", "Compare", "Operand", "And", "Or", "Not"}
    | {"CondExpr", "Concat"}
)
_LOOP = {"index": "", "index0": "", "first": "", "last": "", "length": ""}
_ACTIVE = re.compile(
    r"vbaproject|vbadata|macrosheets|macroenabled|activex|embeddings/|oleobject",
    re.IGNORECASE,
)
_FIELDS = frozenset(
    {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "STYLEREF"}
    | {"DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "SEQ", "TOC", "TC"}
    | {"TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "FILENAME", "HYPERLINK", "SYMBOL"}
)
"""What fields may do: number, date, refer within the file; none fetches anything."""
_FIELD = re.compile(r"\s*([A-Za-z]+)")
_BRINGS = frozenset({"altChunk", "subDoc", "mailMerge"})
_OUTSIDE = re.compile(r"\s*(?:(?!data:)[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_ENCODINGS = frozenset({None, "UTF-8", "ASCII", "US-ASCII"})
_TAGS = re.compile(r"<[^>]*>")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST_SHOWN = 80

Fault = dict[str, str]


class Refused(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """The file is refused whole, with one of the statuses."""


class Faulty(Exception):  # noqa: N818 -- as above
    """The template says what it may not."""


def main() -> int:
    """Do what the input asks and return the status."""
    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    try:
        asked = json.loads(sys.stdin.buffer.readline())
        raw = sys.stdin.buffer.read()
        faults = faults_of(raw, asked["names"])
        made = b"" if faults else filled(raw, asked["names"], asked["context"])
        if made:  # what is cut in pieces by tags shows once they are filled in
            faults = list(_packed_faults(made))
            made = b"" if faults else made
    except Refused as refused:
        return int(refused.args[0])
    except (MemoryError, RecursionError):
        return TOO_HEAVY
    except Exception:  # noqa: BLE001 -- whatever a stranger's file does, it is unreadable
        return UNREADABLE
    sys.stdout.buffer.write(json.dumps(faults).encode() + b"\n" + made)
    return 0


def faults_of(raw: bytes, names: Mapping[str, Any]) -> list[Fault]:
    """Return what is wrong with a template, in the order of its parts."""
    found = list(_packed_faults(raw))
    if any(one["code"] == "doctype" for one in found):
        return found
    for place, source in _sources(raw):
        found += source_faults(source, names, place)
    return found


def source_faults(
    source: str, names: Mapping[str, Any], place: str = ""
) -> list[Fault]:
    """Return what is wrong with the tags of one part."""
    from jinja2 import TemplateError  # noqa: PLC0415 -- after the limits

    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
    try:
        tree = _environment({}).parse(source)
    except TemplateError as broken:
        line = getattr(broken, "lineno", None) or 1
        return [_fault(*_syntax(str(broken)), place, source, line)]
    judged = _Judge(names)
    judged.judge(tree)
    return [
        _fault(code, what, place, source, line) for code, what, line in judged.found
    ]


def filled(raw: bytes, names: Mapping[str, Any], context: Mapping[str, Any]) -> bytes:
    """Return the template filled in; every part of it is judged again."""
    DocxTemplate = _docxtpl().DocxTemplate  # noqa: N806 -- a class

    template, file = DocxTemplate(io.BytesIO(raw)), io.BytesIO()
    template.render(_printable(context), _environment(names), autoescape=True)
    template.save(file)
    if file.tell() > LARGEST_MADE:
        raise Refused(TOO_HEAVY)
    return file.getvalue()


def _docxtpl() -> Any:
    return importlib.import_module("docxtpl")  # after the limits


def _environment(names: Mapping[str, Any]) -> Any:
    """Return the only environment templates are read in; with names it also judges."""
    from jinja2 import ChainableUndefined  # noqa: PLC0415 -- after the limits
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 -- as above

    class Environment(ImmutableSandboxedEnvironment):
        def _parse(self, source: str, name: Any, filename: Any) -> Any:
            tree = super()._parse(source, name, filename)
            if names:
                judged = _Judge(names)
                judged.judge(tree)
                if judged.found:
                    raise Faulty(judged.found[0][0])
            return tree

    made = Environment(autoescape=True, undefined=ChainableUndefined)
    made.globals.clear()
    for known, kept in ((made.filters, FILTERS), (made.tests, TESTS)):
        for one in set(known) - kept:
            del known[one]
    return made


class _Judge:
    """Walks a parsed template and notes what it may not say."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self.scopes: list[Mapping[str, Any]] = [names]
        self.found: list[tuple[str, str, int]] = []

    def judge(self, node: Any) -> Any:
        """Judge a node and all below; return what shape its value has, if known."""
        kind = type(node).__name__
        if kind not in _NODES:
            self.found.append(("forbidden", _word_of(node), node.lineno))
            return None
        special = {"Name": self._name, "Getattr": self._member, "For": self._loop}
        special |= {"Getitem": self._item, "Filter": self._filter, "Test": self._test}
        if kind in special:
            return special[kind](node)
        for below in node.iter_child_nodes():
            self.judge(below)
        return "" if kind in {"Const", "Concat", "TemplateData"} else None

    def _name(self, node: Any) -> Any:
        for scope in reversed(self.scopes):
            if node.name in scope:
                return scope[node.name]
        self.found.append(("unknown_name", node.name, node.lineno))
        return None

    def _member(self, node: Any) -> Any:
        return self._below(self.judge(node.node), node.attr, node)

    def _item(self, node: Any) -> Any:
        key = getattr(node.arg, "value", None)
        shape = self.judge(node.node)
        if isinstance(key, int) and isinstance(shape, list):
            return shape[0]
        if not isinstance(key, str):
            self.found.append(("forbidden", "[…]", node.lineno))
            return None
        return self._below(shape, key, node)

    def _below(self, shape: Any, key: str, node: Any) -> Any:
        if isinstance(shape, dict):
            if key in shape:
                return shape[key]
            if "*" in shape and re.fullmatch(shape["*"][0], key):
                return shape["*"][1]
        if key.startswith("_"):
            self.found.append(("forbidden", key, node.lineno))
        elif shape is not None:
            self.found.append(("unknown_name", key, node.lineno))
        return None

    def _loop(self, node: Any) -> None:
        shape = self.judge(node.iter)
        if type(node.target).__name__ != "Name" or node.recursive:
            self.found.append(("forbidden", "for", node.lineno))
            return
        inner = shape[0] if isinstance(shape, list) else None
        if shape is not None and inner is None:
            self.found.append(("not_a_list", node.target.name, node.lineno))
        self.scopes.append({node.target.name: inner, "loop": _LOOP})
        for below in (*node.body, *([node.test] if node.test else ())):
            self.judge(below)
        self.scopes.pop()
        for below in node.else_:
            self.judge(below)

    def _filter(self, node: Any) -> Any:
        if node.name not in FILTERS:
            self.found.append(("unknown_filter", node.name, node.lineno))
        if node.name == "join" and len(node.args) > 1:
            self.found.append(("forbidden", "join", node.lineno))
        shapes = [self.judge(below) for below in node.iter_child_nodes()]
        is_part = node.name in {"first", "last"} and isinstance(shapes[0], list)
        return shapes[0][0] if is_part else ""

    def _test(self, node: Any) -> None:
        if node.name not in TESTS:
            self.found.append(("unknown_filter", node.name, node.lineno))
        for below in node.iter_child_nodes():
            self.judge(below)


def _word_of(node: Any) -> str:
    """Return what of a forbidden node a person recognises."""
    name = getattr(getattr(node, "node", None), "attr", None)
    name = name or getattr(getattr(node, "node", None), "name", None)
    return str(name) if name else type(node).__name__.lower()


def _syntax(said: str) -> tuple[str, str]:
    unknown = re.search(r"unknown tag '([^']+)'", said)
    if unknown:
        is_end = unknown[1].startswith("end") or unknown[1] in {"else", "elif"}
        return ("unopened" if is_end else "unknown_tag", unknown[1])
    if re.search(r"[Uu]nexpected end of template|was looking for", said):
        return "unclosed", ""
    return "syntax", ""


def _fault(code: str, what: str, place: str, source: str, line: int) -> Fault:
    lines = source.splitlines() or [""]
    text = _TAGS.sub("", lines[min(line, len(lines)) - 1]).strip()
    shown = text[:_LONGEST_SHOWN] + ("…" if len(text) > _LONGEST_SHOWN else "")
    number = str(max(line - 1, 1))
    return {"code": code, "what": what, "place": place, "line": number, "text": shown}


def _packed_faults(raw: bytes) -> Iterator[Fault]:
    """Yield what a template must not carry, whatever its text says."""
    with _opened(raw) as packed:
        for part in packed.infolist():
            name = part.filename
            if _ACTIVE.search(name):
                yield _carried("active", name)
            else:
                yield from _part_faults(name, packed.read(part))


def _part_faults(name: str, data: bytes) -> Iterator[Fault]:
    """Judge a part whatever it is called: only what is no XML may be a picture."""
    etree = importlib.import_module("lxml.etree")  # after the limits
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        if name.lower().endswith((".xml", ".rels")):
            raise Refused(UNREADABLE) from None
        return
    info = root.getroottree().docinfo
    known = info.encoding.upper() if info.encoding else None
    if info.doctype or info.internalDTD is not None or known not in _ENCODINGS:
        yield _carried("doctype", name)
        return
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    for one in elements:
        yield from _element_faults(name, _local(one.tag), one)
    for said in _fields(elements):
        word = _FIELD.match(said)
        if word is None or word[1].upper() not in _FIELDS:
            what = word[1].upper() if word else said.strip() or "{ }"
            yield _carried("fetches", what[:_LONGEST_SHOWN])


def _element_faults(name: str, tag: str, one: Any) -> Iterator[Fault]:
    said = {_local(key): value for key, value in one.attrib.items()}
    if tag in _BRINGS:
        yield _carried("fetches", tag)
    if tag in {"Relationship", "Override", "Default"}:
        if any(_ACTIVE.search(value) for value in said.values()):
            yield _carried("active", name)
        leads = said.get("TargetMode", "").strip().lower() == "external"
        if leads or _OUTSIDE.match(said.get("Target", "")):
            yield _carried("external", said.get("Target", name)[:_LONGEST_SHOWN])
    for key in ("src", "href"):
        if _OUTSIDE.match(said.get(key, "")):
            yield _carried("external", said[key][:_LONGEST_SHOWN])


def _fields(elements: Iterable[Any]) -> Iterator[str]:
    """Yield what each field says, even where it is cut in pieces or holds another."""
    open_: list[list[str]] = []
    for one in elements:
        tag = _local(one.tag)
        said = {_local(key): value for key, value in one.attrib.items()}
        if tag == "fldSimple":
            yield said.get("instr", "")
        elif tag in {"instrText", "delInstrText"}:
            text = "".join(one.itertext())
            if open_:
                open_[-1].append(text)
            else:
                yield text
        elif tag == "fldChar" and said.get("fldCharType") == "begin":
            open_.append([])
        elif tag == "fldChar" and said.get("fldCharType") == "end" and open_:
            yield "".join(open_.pop())
    yield from ("".join(one) for one in open_)


def _local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


def _carried(code: str, what: str) -> Fault:
    return {"code": code, "what": what, "place": "", "line": "", "text": ""}


def _opened(raw: bytes) -> zipfile.ZipFile:
    try:
        packed = zipfile.ZipFile(io.BytesIO(raw))
    except zipfile.BadZipFile:
        raise Refused(NOT_WORD) from None
    parts = packed.infolist()
    sizes = [part.file_size for part in parts]
    if len(parts) > MOST_PARTS or sum(sizes) > MOST_UNPACKED:
        raise Refused(TOO_HEAVY)
    if max(sizes, default=0) > LARGEST_PART:
        raise Refused(TOO_HEAVY)
    if "word/document.xml" not in {part.filename for part in parts}:
        raise Refused(NOT_WORD)
    return packed


def _sources(raw: bytes) -> Iterable[tuple[str, str]]:
    """Return each part whose tags are filled in, as it is filled in."""
    DocxTemplate = _docxtpl().DocxTemplate  # noqa: N806 -- a class

    template = DocxTemplate(io.BytesIO(raw))
    template.render_init()
    yield "", template.patch_xml(template.get_xml())
    for place, uri in (
        ("Đầu trang", template.HEADER_URI),
        ("Chân trang", template.FOOTER_URI),
    ):
        for _, part in template.get_headers_footers(uri):
            yield place, template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith(".footnotes+xml"):
            yield "Chú thích", template.patch_xml(part.blob.decode())
    properties = template.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        yield "Thuộc tính tệp", getattr(properties, name) or ""


def _printable(value: Any) -> Any:
    """Return plain values without letters that XML cannot hold."""
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_printable(one) for one in value]
    return _UNPRINTABLE.sub("", str(value))


if __name__ == "__main__":
    sys.exit(main())
