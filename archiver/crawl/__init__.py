"""What plugs into Scrapy: session, scheduler, middlewares, politeness, progress. One concern a file."""
