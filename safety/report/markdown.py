"""The document as Markdown, for reading on GitHub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safety.report.blocks import Block, Bullets, Heading, Paragraph, Picture, Table


def rendered(document: Sequence[Block]) -> str:
    """The whole document."""
    return "\n\n".join("\n".join(_lines(block)) for block in document) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {block.text}"
        case Paragraph():
            yield block.text
        case Bullets():
            yield from (f"- {item}" for item in block.items)
        case Table():
            yield from _table(block)
        case Picture():
            yield f"![{block.alt}]({block.file})"
            yield ""
            yield f"*{block.caption}*"


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield f"*{table.caption}*"
        yield ""
    yield _row(table.head)
    yield _row([":--" if column in table.words else "--:" for column in range(len(table.head))])
    yield from map(_row, table.rows)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
