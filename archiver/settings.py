"""Scrapy's settings for an archive, each with the reason beside it. Options of the command line override some of them."""

from archiver import PROJECT_URL, __version__

BOT_NAME = "archiver"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"

# --- who we are -------------------------------------------------------------------------------------------------------------
# An honest name with an address to complain to; --contact or the site's profile adds a person.
USER_AGENT = f"Archiver/{__version__} (+{PROJECT_URL})"
# No cookies: an archive sees what an anonymous reader sees, and carries nothing from page to page.
COOKIES_ENABLED = False
# Any language: the default asks for English, and some sites would answer with a translation.
DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
REFERER_ENABLED = True
# The page that led to a request is told within the site only, as browsers do.
REFERRER_POLICY = "same-origin"

# --- politeness -------------------------------------------------------------------------------------------------------------
# Scrapy's library default is to ignore robots.txt; our middleware also obeys it while it cannot be read.
ROBOTSTXT_OBEY = True
# One request a second and site, two at a time, unless robots.txt asks for more patience or --delay says otherwise.
DOWNLOAD_DELAY = 1.0
CONCURRENT_REQUESTS_PER_DOMAIN = 2
CONCURRENT_REQUESTS = 16
# Slows down by itself where a server answers slowly; never goes below the delay.
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
# Scrapy retries at once and in memory. Ours are due times in the ledger: they survive a restart and honour Retry-After.
RETRY_ENABLED = False
# Fetches of one request before it is given up.
ARCHIVER_ATTEMPTS = 3
# Seconds before the second attempt where the site names none; doubled each time.
ARCHIVER_BACKOFF = 2.0
# A run waits this long (seconds) for something to fall due; what is due later is left for the next run.
ARCHIVER_PATIENCE = 900.0

# --- safety -----------------------------------------------------------------------------------------------------------------
# Scrapy does not check certificates by default: a record must come from the site that it names.
DOWNLOAD_VERIFY_CERTIFICATES = True
# Remote control and the telnet console let any local process run code in the crawl.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
# The default allows 1 GiB: no page of text is larger than this, and a hostile one would fill the memory.
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60
# A page cut off on the way must not pass for whole.
DOWNLOAD_FAIL_ON_DATALOSS = True
# The default follows 20.
REDIRECT_MAX_TIMES = 5
# A meta refresh reloads a live page more often than it moves one.
METAREFRESH_ENABLED = False
# http and https only: a page must not make us read local files.
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
# Names that resolve to private addresses are refused, unless the user named that very host.
TWISTED_DNS_RESOLVER = "archiver.crawl.address_guard.GuardedResolver"
ARCHIVER_NAMED_HOSTS: list[str] = []
URLLENGTH_LIMIT = 2083

# --- the ledger in place of Scrapy's queues ----------------------------------------------------------------------------------
SCHEDULER = "archiver.crawl.scheduler.LedgerScheduler"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
# Every answer reaches the spider, whatever its status: each lease ends as one Fetch.
HTTPERROR_ALLOW_ALL = True
# Pages are parsed one after another; while more than this waits, nothing new is asked for.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 20_000_000

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # drops silently; our scope and redirect check give reasons
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "archiver.crawl.scope.RedirectScope": 50,
    "archiver.crawl.address_guard.AddressGuard": 60,
    "archiver.crawl.robots.Robots": 100,
    # Nearer to the network than what redirects (600) and decompresses (590): it sees every answer, as it came.
    "archiver.crawl.recording.Recording": 800,
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "archiver.crawl.politeness.Politeness": 0,
    "archiver.crawl.progress.Progress": 10,
    "scrapy.extensions.logstats.LogStats": None,  # our progress line says the same and more
}
ITEM_PIPELINES = {
    "pipelines.parse.Parse": 100,
    "pipelines.normalise.Normalise": 200,
    "pipelines.validate.Validate": 300,
    "pipelines.media.Images": 350,
    "pipelines.store.Store": 400,
}

# --- images, where --media asks for them ---------------------------------------------------------------------------------------
# As for pages: followed within the site (RedirectScope); the default takes a redirect for a failure.
MEDIA_ALLOW_REDIRECTS = True

# --- the raw archive -----------------------------------------------------------------------------------------------------------
# A WARC file is closed at this size (bytes), and the next one begun.
ARCHIVER_WARC_SIZE = 1_000_000_000

# --- the log, for the person at 3 a.m. ----------------------------------------------------------------------------------------
LOG_LEVEL = "WARNING"
# The command line sets its own handlers up: a file in the archive, and warnings on the terminal.
LOG_INSTALL_ROOT_HANDLER = False
STATS_DUMP = False
# Where the archive lies; the command line sets it.
ARCHIVER_ARCHIVE = "data"
