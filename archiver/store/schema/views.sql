-- Views hold no data: they are made anew whenever the schema changes.

-- Announced against captured, an article a row; and what is missing, by field.
CREATE VIEW article_overview AS
SELECT
    articles.id,
    articles.url,
    articles.headline,
    articles.byline,
    articles.date_published,
    articles.section,
    articles.comment_count AS comments_announced,
    (SELECT COUNT(*) FROM comments WHERE comments.article_id = articles.id) AS comments_captured,
    articles.last_seen_at
FROM articles;

-- How complete the thread of each article was at the last visit that saw one.
CREATE VIEW coverage AS
SELECT
    articles.id AS article_id,
    articles.url,
    articles.headline,
    threads.system,
    threads.complete,
    threads.why,
    threads.announced,
    threads.api_total,
    threads.captured,
    threads.dangling,
    threads.unplaced,
    threads.pages_expected,
    threads.pages_fetched,
    threads.unreachable,
    threads.visit,
    threads.seen_at
FROM threads
JOIN articles ON articles.id = threads.article_id
WHERE threads.visit = (SELECT MAX(visit) FROM threads AS later WHERE later.article_id = threads.article_id);
