"""``python -m archiver.newsroom [PORT]``: look at the newsroom in a browser, until Ctrl-C."""

from __future__ import annotations

import sys
import threading

from archiver.newsroom import Newsroom, serve


def main() -> None:
    """Serves a fresh newsroom and waits."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    with serve(Newsroom.load(), port) as server:
        print(f"{server.newsroom.title} is at {server.base_url}/ (Ctrl-C to close)")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("closed")


if __name__ == "__main__":
    main()
