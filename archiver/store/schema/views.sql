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
