"""Forms and links of pages as a browser finds them, filled with what nobody expects."""

from random import Random
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

ODD = [
    "",
    " ",
    "\0",
    "a\0b",
    "ү" * 400,
    "a" * 70_000,
    "٣٤٥",
    "१२",
    str(10**20),
    "-1",
    "0",
    "1e309",
    "NaN",
    "-Infinity",
    "0x10",
    "½",
    "1,5",
    "1\u00a0000",
    "\u202eabc\u202c",
    "a\u200bb\ufeff",
    "Ку\u0306",
    "\x0bx\x1f\x7f\x85",
    "\u2028\u2029",
    "🙂👨‍👩‍👧",
    "\ufffe\uffff",
    "' OR 1=1 --",
    '"; drop table staff_person; --',
    "%s%n%d",
    "%",
    "\\",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% url %}",
    "=1+1",
    "@SUM(A1)",
    "../../../etc/passwd",
    "on",
    "None",
    "null",
    "[]",
    "01.01.0001",
    "31.12.9999",
    "29.02.2027",
    "32.13.2026",
    "2026-11-26T25:61",
    "+996 700 123 456",
    "aigul@example.org",
    "a@b@c",
    "x" * 250 + "@example.org",
    "11205198000019",
]
FILES = [
    ("scan.pdf", b"%PDF-1.4 %%EOF"),
    ("scan.pdf", b""),
    ("list.xlsx", b"PK\x03\x04nonsense"),
    ("list.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
    ("list.csv", "kind;name_ky\nschool;Мектеп\n".encode("utf-16")),
    ("ү" * 300 + ".pdf", b"%PDF-1.4 %%EOF"),
    ("..", b"x"),
    ("a.exe", b"MZ"),
]


def forms_of(page: str) -> list[Any]:
    """The forms of a page, but for those in its frame, which stand on every page."""
    return list(html.fromstring(page).xpath("//main//form")) if page.strip() else []


def links_of(page: str, address: str) -> list[str]:
    """The addresses of our own that a page leads to."""
    found = []
    for link in html.fromstring(page).xpath("//a/@href") if page.strip() else ():
        parts = urlsplit(urljoin(f"http://testserver{address}", link))
        if parts.netloc == "testserver":
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def fill(form: Any, random: Random) -> dict[str, Any]:
    """What is sent: mostly what the page offers, some of it odd; sometimes a field is missing or stands twice."""
    sent: dict[str, Any] = {}
    oddity = random.choice((0.1, 0.4, 1.0))
    for field in form.inputs:
        name, kind = field.get("name"), field.get("type", "")
        if not name or kind == "submit" or name == "csrfmiddlewaretoken":
            continue
        if kind == "file":
            if random.random() < 0.7:
                sent[name] = _file(*random.choice(FILES))
        elif random.random() < oddity:
            sent[name] = random.choice(ODD)
        else:
            sent[name] = _offered(field, random)
        if random.random() < 0.03:
            sent.pop(name, None)
        elif random.random() < 0.03:
            sent[name] = [random.choice(ODD), random.choice(ODD)]
    return {name: value for name, value in sent.items() if value is not None}


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    """A file with a name that a browser would not give."""
    file = SimpleUploadedFile("x", content)
    file._name = name
    return file


def _offered(field: Any, random: Random) -> Any:
    if field.tag == "select":
        options = [each for each in field.value_options if each]
        return random.choice(options) if options else ""
    if field.get("type") in ("checkbox", "radio"):
        return (field.get("value") or "on") if random.random() < 0.5 else None
    return field.value or random.choice(("1", "16", "Окутуу", "01.10.2026", "2026"))


def odd_query(address: str, random: Random) -> str:
    """An address with odd parameters behind it, some of which pages know."""
    known = (
        "q",
        "page",
        "sort",
        "column",
        "within",
        "on",
        "state",
        "format",
        "pk",
        "all",
        "about",
        "person",
        "sheet",
        "next",
    )
    pairs = [(random.choice(known), random.choice(ODD)[:3000]) for _pair in range(random.randint(1, 3))]
    return f"{address.partition('?')[0]}?{urlencode(pairs)}"
