"""A small newspaper of our own, served on 127.0.0.1: the product's demo, and the ground and truth of its tests."""

from archiver.newsroom.content import Newsroom
from archiver.newsroom.server import Server, serve

__all__ = ["Newsroom", "Server", "serve"]
