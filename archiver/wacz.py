"""The raw archive as one file that replay tools open: WACZ 1.1.1, a ZIP of the WARC files, an index of them and a list of pages.

Specification: https://specs.webrecorder.net/wacz/1.1.1/
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from cdxj_indexer.main import CDXJIndexer
from sqlite_utils import Database
from warcio.warcwriter import WARCWriter

from archiver import PROJECT_URL, __version__
from archiver.store import evidence
from archiver.store.archive import Archive, now
from archiver.warc.members import read_member

_VERSION = "1.1.1"
_CHUNK = 1 << 20
_PAGES = """
SELECT articles.id, COALESCE(fetches.final_url, articles.url) AS url, headline AS title, fetches.fetched_at AS ts
FROM articles JOIN fetches ON fetches.id = last_fetch_id
WHERE warc_file IS NOT NULL AND (:site IS NULL OR articles.site_id = :site)
ORDER BY articles.id
"""
_MINUTES_OF_ZIP = (1980, 1, 1, 0, 0, 0)  # a ZIP of the same archive is the same bytes


def export(archive: Archive, target: Path, *, site_id: int | None = None, progress: Callable[[int], object] = lambda size: None) -> int:
    """Writes a WACZ file and returns how many pages it lists. It appears under its name only when it is whole.

    :param site_id: only what was fetched for this site; otherwise all WARC files as they are.
    :param progress: is told the bytes that were copied, bit by bit.
    :raises OSError: where it cannot be written, or a WARC file is missing.
    """
    partial = target.with_name(f".{target.name}.partial")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as packed, tempfile.TemporaryDirectory(dir=target.parent) as scratch:
            paths = list(_all(archive, Path(scratch))) if site_id is None else [_of_site(archive, site_id, Path(scratch))]
            resources = [_add(packed, f"archive/{path.name}", path, progress) for path in paths]
            compressed, lines = Path(scratch) / "index.cdx.gz", Path(scratch) / "index.idx"
            with compressed.open("wb") as data, lines.open("w", encoding="utf-8") as index:
                CDXJIndexer(index, [str(path) for path in paths], sort=True, compress=data, data_out_name="index.cdx.gz").process_all()
            pages = Path(scratch) / "pages.jsonl"
            listed = _write_pages(archive.db, pages, site_id)
            for name, path in (("indexes/index.cdx.gz", compressed), ("indexes/index.idx", lines), ("pages/pages.jsonl", pages)):
                resources.append(_add(packed, name, path))
            _describe(packed, archive, resources, site_id)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return listed


def size_of(archive: Archive) -> int:
    """Bytes of all WARC files."""
    return sum(path.stat().st_size for path in _whole_files(archive))


def _whole_files(archive: Archive) -> list[Path]:
    return [archive.folder / "warc" / name for name in evidence.named_files(archive.db)]


def _all(archive: Archive, scratch: Path) -> Iterator[Path]:
    """All WARC files. One that is being written, or may end within a record, is taken up to the last record that the database names."""
    for path in _whole_files(archive):
        if evidence.run_of(path.name) in evidence.unfinished_runs(archive.db):
            end, cut = evidence.end_of(archive.db, path.name), scratch / path.name
            with path.open("rb") as source, cut.open("wb") as out:
                for at in range(0, end, _CHUNK):
                    out.write(source.read(min(_CHUNK, end - at)))
            yield cut
        else:
            yield path


def _of_site(archive: Archive, site_id: int, scratch: Path) -> Path:
    """A WARC file of the records of one site, byte by byte; with those that hold the payloads of its revisits."""
    target = scratch / "data.warc.gz"
    with target.open("wb") as out:
        writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
        writer.write_record(writer.create_warcinfo_record(target.name, {"software": f"Archiver/{__version__} (+{PROJECT_URL})"}))
        for file, offset in evidence.records_of_site(archive.db, site_id):
            with (archive.folder / "warc" / file).open("rb") as source:
                member = read_member(source, offset)
                source.seek(offset)
                out.write(source.read(member.length if member else 0))
    return target


def _add(packed: zipfile.ZipFile, name: str, path: Path, progress: Callable[[int], object] = lambda size: None) -> dict[str, Any]:
    """Copies a file into the ZIP; returns how the package describes it."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, packed.open(_entry(name), "w", force_zip64=True) as into:
        for chunk in _chunks(source):
            digest.update(chunk)
            size += len(chunk)
            into.write(chunk)
            progress(len(chunk))
    return {"name": path.name, "path": name, "hash": f"sha256:{digest.hexdigest()}", "bytes": size}


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(_CHUNK), b"")


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _MINUTES_OF_ZIP)


def _write_pages(db: Database, path: Path, site_id: int | None) -> int:
    """The list of articles, one JSON object a line; returns how many they are."""
    listed = 0
    with path.open("w", encoding="utf-8") as out:
        out.write(json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "Articles"}) + "\n")
        for row in db.conn.execute(_PAGES, {"site": site_id}):
            page = {"id": str(row["id"]), "url": row["url"], "ts": row["ts"]} | ({"title": row["title"]} if row["title"] else {})
            out.write(json.dumps(page, ensure_ascii=False) + "\n")
            listed += 1
    return listed


def _describe(packed: zipfile.ZipFile, archive: Archive, resources: list[dict[str, Any]], site_id: int | None) -> None:
    hosts = [row["host"] for row in archive.db.conn.execute("SELECT host FROM sites WHERE :site IS NULL OR id = :site", {"site": site_id})]
    package = {
        "profile": "data-package",
        "wacz_version": _VERSION,
        "title": ", ".join(hosts),
        "software": f"Archiver/{__version__} (+{PROJECT_URL})",
        "created": now(),
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=2).encode()
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(text).hexdigest()}"}
    for name, content in (("datapackage.json", text), ("datapackage-digest.json", json.dumps(digest, indent=2).encode())):
        with packed.open(_entry(name), "w") as into:
            shutil.copyfileobj(io.BytesIO(content), into)
