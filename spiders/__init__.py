"""Spiders: discovery and fetching. They read addresses from pages, never articles."""
