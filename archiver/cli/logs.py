"""Where log lines go: warnings to the terminal, in one line each; all that concerns a run to a file of the archive, with tracebacks."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rich.console import Console

_OURS = ("archiver", "spiders", "pipelines", "site")


def set_up(folder: Path, run_id: int, terminal: Console) -> None:
    """Directs the log of a run; called once, before Scrapy starts."""
    (folder / "logs").mkdir(exist_ok=True)
    to_file = RotatingFileHandler(folder / "logs" / "crawl.log", maxBytes=10_000_000, backupCount=5, encoding="utf-8")
    to_file.setFormatter(logging.Formatter(f"%(asctime)s run {run_id} %(levelname)s %(name)s: %(message)s"))
    to_file.addFilter(_worth_keeping)
    to_terminal = _Terminal(terminal)
    to_terminal.addFilter(_worth_keeping)
    logging.basicConfig(level=logging.INFO, handlers=[to_file, to_terminal], force=True)


def _worth_keeping(record: logging.LogRecord) -> bool:
    """Our own lines from INFO on, those of the libraries from WARNING on. What the downloader says is in fetches, of images in media."""
    if record.name.startswith("scrapy.pipelines"):
        return False
    if record.name.startswith("scrapy.core.downloader"):
        return record.levelno >= logging.ERROR
    return record.levelno >= (logging.INFO if record.name.partition(".")[0] in _OURS else logging.WARNING)


class _Terminal(logging.Handler):
    """One line a warning, above the progress display."""

    def __init__(self, console: Console):
        super().__init__(logging.WARNING)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        style = "red" if record.levelno >= logging.ERROR else "yellow"
        self._console.print(f"[{style}]{record.levelname.lower()}[/{style}]", record.getMessage(), highlight=False, soft_wrap=True)
