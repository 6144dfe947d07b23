"""Archiver: news articles and the discussions under them, kept with their evidence.

The pure core is the public API: ``archiver.extract(html, url)`` reads one page, with no network, no database and no Scrapy.
"""

from archiver.extract import extract

__all__ = ["extract"]

__version__ = "0.1.0"
#: Told to every site in the user agent.
PROJECT_URL = "https://pypi.org/project/news-archiver/"
