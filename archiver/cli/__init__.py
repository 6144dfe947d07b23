"""The command ``archiver``: one file a command, imported when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from archiver import __version__

#: Commands in the order of the help, with the line that it shows for each.
COMMANDS = {
    "crawl": "Crawl a site: its articles and the discussions under them.",
    "status": "What an archive holds, what its last runs did, and what is still to be fetched.",
    "show": "Print an article and its thread as a tree.",
    "history": "Print what changed in an article and its thread, visit by visit.",
    "verify": "Check the database and every record of the raw archive, and say what is wrong.",
    "backup": "Copy the archive, whole and consistent, while a crawl goes on.",
    "export": "Write the archive's pages into one file that other tools read: WACZ.",
    "reparse": "Read the pages of the raw archive again, after the parser or a profile was mended.",
    "ingest": "Bring in captures that others made: WARC and WACZ files.",
    "extract": "Read one page, from a file or fetched once, and tell why each value was chosen.",
    "import-text": "Store an article and its thread that survive only as text, copied from the page.",
    "demo": "Serve a small newspaper of our own on this machine, and crawl it.",
}


class _Commands(click.Group):
    """Imports a command's file only when it is needed, so that --help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"archiver.cli.{name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="archiver")
def cli() -> None:
    """Archive news articles and the discussions under them, in one SQLite file with its evidence.

    \b
    archiver demo                               see the whole job within a minute
    archiver crawl https://example.org/         crawl a site into ./data
    archiver show https://example.org/story/    read an article and its thread
    archiver status                             what there is, and what is missing
    archiver extract https://example.org/story/ --sources    why a field is read as it is

    The archive is a folder: --archive, else the variable ARCHIVER_ARCHIVE, else ./data.
    """


def main() -> None:
    """Entry point of the installed command."""
    cli.main(prog_name="archiver")
