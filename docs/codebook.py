"""Writes docs/codebook.md from the comments of the schema: ``python docs/codebook.py``."""

from __future__ import annotations

import re
import tempfile
from importlib.resources import files
from pathlib import Path

from archiver.store.archive import Archive

TARGET = Path(__file__).with_name("codebook.md")
HEAD = """# Codebook

Every table and column of `archive.db`. Written from the schema's own comments by `python docs/codebook.py`; in the file itself they stand
too: `sqlite3 data/archive.db .schema`.

Instants are ISO 8601 in UTC. NULL means "not stated", never a guess. JSON columns hold arrays or objects; flags are 0 or 1.

**Dates** of articles and comments are evidence, in six columns. Take `date_published` (or `posted`): its value is UTC as far as
`..._precision` allows (`2024-03-04T13:30:00Z`, `2024-03-04`, `2024-03`, `2024`). `..._raw` is what the page shows, `..._local` the clock shown
where no time zone is stated, `..._earliest` and `..._latest` the bounds of a relative date ("2 years ago", precision `window`).
"""
_COLUMN = re.compile(r"^ +(?P<name>\w+) (?P<type>TEXT|INTEGER|REAL)(?P<rest>.*?)(?:,? *-- (?P<comment>.*))?$")


def codebook() -> str:
    """The whole text."""
    parts = [HEAD]
    with tempfile.TemporaryDirectory() as place, Archive.write(Path(place)) as archive:
        for row in archive.db.conn.execute(
            "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT GLOB '*sqlite_*' AND name NOT GLOB '*_fts*'"
        ):
            parts.append(
                f"\n## {row['name']}\n{_about('TABLE', row['name'])}"
                if row["type"] == "table"
                else f"\n## {row['name']} (a view)\n{_about('VIEW', row['name'])}\n```sql\n{row['sql']}\n```\n"
            )
            if row["type"] == "table":
                parts.append("\n| column | type | what it holds |\n|---|---|---|\n" + "".join(map(_line, row["sql"].splitlines())))
    return "".join(parts)


def _about(kind: str, name: str) -> str:
    """What stands above a table or view in the schema, where it was made last."""
    scripts = sorted((files("archiver.store") / "schema").iterdir(), key=lambda path: path.name)
    text = "\n".join(script.read_text("utf-8") for script in scripts)
    above = re.findall(rf"((?:^-- .*\n)+)CREATE {kind} (?:new_)?{name} ", text, re.MULTILINE)
    return "\n" + above[-1].replace("-- ", "") if above else ""


def _line(text: str) -> str:
    match = _COLUMN.match(text)
    if match is None:
        return ""
    target = re.search(r"REFERENCES (\w+)", match["rest"])
    kind = (
        match["type"]
        + (f" -> {target[1]}" if target else "")
        + ("" if "NOT NULL" in match["rest"] or "KEY" in match["rest"] else ", or NULL")
    )
    return f"| `{match['name']}` | {kind} | {(match['comment'] or '').replace('|', chr(92) + '|')} |\n"


if __name__ == "__main__":
    TARGET.write_text(codebook(), "utf-8")
