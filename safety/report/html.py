"""The document as one page of HTML: no script, nothing from elsewhere, the pictures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template

from safety.report.blocks import Block, Bullets, Heading, Paragraph, Picture, Table

_PAGE = Path(__file__).with_name("page.html")
_SHORT, _LONG = 12, 40
_MARKS = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"`(.+?)`"), r"<code>\1</code>"),
    (re.compile(r"\[([^\]]+)\]\(([^)]+)\)"), r'<a href="\2">\1</a>'),
)


def rendered(document: Sequence[Block]) -> str:
    """The whole page, with a table of contents of its main headings."""
    title = next(block.text for block in document if isinstance(block, Heading))
    contents = [block.text for block in document if isinstance(block, Heading) and block.level == 2]
    links = "\n".join(f'<li><a href="#{anchor(text)}">{_inline(text)}</a></li>' for text in contents)
    body = "\n".join(line for block in document if block != Heading(1, title) for line in _lines(block))
    page = Template(_PAGE.read_text(encoding="utf-8"))
    return page.substitute(title=escape(title), contents=links, body=body)


def anchor(text: str) -> str:
    """The name by which a heading is linked to."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def _inline(text: str) -> str:
    found = escape(text, quote=False).replace(" %", "&nbsp;%")
    for mark, shown in _MARKS:
        found = mark.sub(shown, found)
    return found


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            name = f' id="{anchor(block.text)}"' if block.level == 2 else ""
            yield f"<h{block.level}{name}>{_inline(block.text)}</h{block.level}>"
        case Paragraph():
            yield f"<p>{_inline(block.text)}</p>"
        case Bullets():
            yield "<ul>"
            yield from (f"<li>{_inline(item)}</li>" for item in block.items)
            yield "</ul>"
        case Table():
            yield from _table(block)
        case Picture():
            picture = f'<img src="{escape(block.file)}" alt="{escape(block.alt)}">'
            yield f'<figure><a href="{escape(block.file)}">{picture}</a>'  # on a phone it is read by itself
            yield f"<figcaption>{_inline(block.caption)}</figcaption></figure>"


def _table(table: Table) -> Iterator[str]:
    yield '<div class="wide" tabindex="0"><table>'
    if table.caption:
        yield f"<caption>{_inline(table.caption)}</caption>"
    yield "<thead>" + _row("th", ' scope="col"', table.head, table.words) + "</thead><tbody>"
    yield from (_row("td", "", row, table.words) for row in table.rows)
    yield "</tbody></table></div>"


def _row(tag: str, scope: str, cells: Sequence[str], words: Sequence[int]) -> str:
    shown = (
        f"<{tag}{scope}{_kind(cell, column in words)}>{_inline(cell)}</{tag}>" for column, cell in enumerate(cells)
    )
    return f"<tr>{''.join(shown)}</tr>"


def _kind(cell: str, words: bool) -> str:
    """Figures stand right; a single short word, such as an id, is never broken; a long text gets room on a phone."""
    if not words:
        return " class=figure"
    if len(cell) > _LONG:
        return " class=long"
    return " class=short" if len(cell) <= _SHORT and " " not in cell else ""
