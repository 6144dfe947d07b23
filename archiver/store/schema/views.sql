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
    (SELECT COUNT(*) FROM comments WHERE comments.article_id = articles.id AND vanished_at IS NOT NULL) AS comments_vanished,
    (SELECT COUNT(*) FROM article_revisions WHERE article_revisions.article_id = articles.id) AS earlier_states,
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
    threads.announced_counts,
    threads.api_total,
    threads.api_counts,
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

-- A thread in order: parents before their replies, indented by level. WHERE article_id = ... gives one, LIMIT and OFFSET its pages.
-- Names are looked up one by one, not joined: those of skipped rows are then not looked up at all.
CREATE VIEW thread AS
SELECT
    comments.article_id,
    comments.id AS comment_id,
    comments.key,
    comments.path,
    comments.level,
    printf('%.*c', 2 * MIN(comments.level - 1, 20), ' ') || COALESCE((SELECT name FROM commenters WHERE id = comments.commenter_id), '(no name)') AS author_indented,
    (SELECT name FROM commenters WHERE id = comments.commenter_id) AS author,
    comments.posted,
    comments.posted_raw,
    comments.text,
    comments.likes,
    comments.dislikes,
    comments.votes,
    comments.flags,
    comments.parent_id,
    comments.parent_key,
    comments.parent_source,
    comments.vanished_at
FROM comments
ORDER BY comments.article_id, comments.path;

-- Who answered whom: one row a reply whose parent is known.
CREATE VIEW reply_edges AS
SELECT
    replies.article_id,
    replies.id AS comment_id,
    parents.id AS parent_id,
    answering.name AS author,
    answered.name AS parent_author,
    replies.commenter_id,
    parents.commenter_id AS parent_commenter_id,
    replies.posted,
    replies.parent_source
FROM comments AS replies
JOIN comments AS parents ON parents.id = replies.parent_id
LEFT JOIN commenters AS answering ON answering.id = replies.commenter_id
LEFT JOIN commenters AS answered ON answered.id = parents.commenter_id;

-- Articles published and comments posted, by site and day (UTC; where only the site's clock is known, that one's day).
CREATE VIEW activity_by_day AS
SELECT sites.host AS site, day, SUM(articles) AS articles, SUM(comments) AS comments
FROM (
    SELECT site_id, substr(date_published, 1, 10) AS day, 1 AS articles, 0 AS comments
    FROM articles
    WHERE length(date_published) >= 10
    UNION ALL
    SELECT articles.site_id, substr(posted, 1, 10), 0, 1
    FROM comments
    JOIN articles ON articles.id = comments.article_id
    WHERE length(posted) >= 10
)
JOIN sites ON sites.id = site_id
GROUP BY site_id, day
ORDER BY site, day;

-- What changed in articles: one row a field and change, with its value before and after, and when the new one was first seen. Asked for one
-- article, it reads the states of that one.
CREATE VIEW article_changes AS
SELECT article_id, changed_at, field, before, after
FROM (
    SELECT
        article_id,
        changed_at,
        field,
        CASE field WHEN 'headline' THEN headline_before WHEN 'standfirst' THEN standfirst_before WHEN 'byline' THEN byline_before WHEN 'authors' THEN authors_before WHEN 'date_published' THEN date_published_before WHEN 'date_modified' THEN date_modified_before WHEN 'section' THEN section_before WHEN 'tags' THEN tags_before WHEN 'body_text' THEN body_text_before WHEN 'access' THEN access_before END AS before,
        CASE field WHEN 'headline' THEN headline WHEN 'standfirst' THEN standfirst WHEN 'byline' THEN byline WHEN 'authors' THEN authors WHEN 'date_published' THEN date_published WHEN 'date_modified' THEN date_modified WHEN 'section' THEN section WHEN 'tags' THEN tags WHEN 'body_text' THEN body_text WHEN 'access' THEN access END AS after
    FROM (
        SELECT
            article_id,
            seen_from AS changed_at,
            LAG(seen_from) OVER history IS NULL AS is_first,
            headline,
            LAG(headline) OVER history AS headline_before,
            standfirst,
            LAG(standfirst) OVER history AS standfirst_before,
            byline,
            LAG(byline) OVER history AS byline_before,
            authors,
            LAG(authors) OVER history AS authors_before,
            date_published,
            LAG(date_published) OVER history AS date_published_before,
            date_modified,
            LAG(date_modified) OVER history AS date_modified_before,
            section,
            LAG(section) OVER history AS section_before,
            tags,
            LAG(tags) OVER history AS tags_before,
            body_text,
            LAG(body_text) OVER history AS body_text_before,
            access,
            LAG(access) OVER history AS access_before
        FROM (
            SELECT article_id, seen_from, headline, standfirst, byline, authors, date_published, date_modified, section, tags, body_text, access
            FROM article_revisions
            UNION ALL
            SELECT
                id, changed_at, headline, standfirst, byline,
                (
                    SELECT json_group_array(name)
                    FROM (SELECT name FROM bylines JOIN people ON people.id = person_id WHERE article_id = articles.id ORDER BY position)
                ),
                date_published, date_modified, section,
                (
                    SELECT json_group_array(name)
                    FROM (SELECT name FROM article_tags JOIN tags ON tags.id = tag_id WHERE article_id = articles.id ORDER BY position)
                ),
                body_text, access
            FROM articles
            WHERE EXISTS (SELECT 1 FROM article_revisions WHERE article_id = articles.id)
        )
        WINDOW history AS (PARTITION BY article_id ORDER BY seen_from)
    )
    CROSS JOIN (SELECT 'headline' AS field UNION ALL SELECT 'standfirst' UNION ALL SELECT 'byline' UNION ALL SELECT 'authors' UNION ALL SELECT 'date_published' UNION ALL SELECT 'date_modified' UNION ALL SELECT 'section' UNION ALL SELECT 'tags' UNION ALL SELECT 'body_text' UNION ALL SELECT 'access')
    WHERE NOT is_first
)
WHERE before IS NOT after;

-- What changed in comments, as in article_changes; votes are in comment_votes.
CREATE VIEW comment_changes AS
SELECT article_id, comment_id, changed_at, field, before, after
FROM (
    SELECT
        article_id,
        comment_id,
        changed_at,
        field,
        CASE field WHEN 'text' THEN text_before WHEN 'author' THEN author_before WHEN 'posted' THEN posted_before WHEN 'parent_key' THEN parent_key_before WHEN 'flags' THEN flags_before END AS before,
        CASE field WHEN 'text' THEN text WHEN 'author' THEN author WHEN 'posted' THEN posted WHEN 'parent_key' THEN parent_key WHEN 'flags' THEN flags END AS after
    FROM (
        SELECT
            article_id,
            comment_id,
            seen_from AS changed_at,
            LAG(seen_from) OVER history IS NULL AS is_first,
            text,
            LAG(text) OVER history AS text_before,
            author,
            LAG(author) OVER history AS author_before,
            posted,
            LAG(posted) OVER history AS posted_before,
            parent_key,
            LAG(parent_key) OVER history AS parent_key_before,
            flags,
            LAG(flags) OVER history AS flags_before
        FROM (
            SELECT
                comments.article_id, comment_id, seen_from, earlier.text, earlier.author, earlier.posted, earlier.parent_key, earlier.flags
            FROM comment_revisions AS earlier
            JOIN comments ON comments.id = earlier.comment_id
            UNION ALL
            SELECT article_id, comments.id, comments.changed_at, text, commenters.name, posted, parent_key, flags
            FROM comments
            LEFT JOIN commenters ON commenters.id = commenter_id
            WHERE EXISTS (SELECT 1 FROM comment_revisions WHERE comment_id = comments.id)
        )
        WINDOW history AS (PARTITION BY article_id, comment_id ORDER BY seen_from)
    )
    CROSS JOIN (SELECT 'text' AS field UNION ALL SELECT 'author' UNION ALL SELECT 'posted' UNION ALL SELECT 'parent_key' UNION ALL SELECT 'flags')
    WHERE NOT is_first
)
WHERE before IS NOT after;

-- Comments that a complete visit of their thread lacked.
CREATE VIEW vanished_comments AS
SELECT
    articles.url,
    comments.id AS comment_id,
    comments.key,
    commenters.name AS author,
    comments.posted,
    comments.text,
    comments.first_seen_at,
    comments.last_seen_at,
    comments.vanished_at
FROM comments
JOIN articles ON articles.id = comments.article_id
LEFT JOIN commenters ON commenters.id = comments.commenter_id
WHERE comments.vanished_at IS NOT NULL;

-- The images that articles and comments show, with their files in media/ where they were fetched (archiver crawl --media). An image that was
-- never asked for has no outcome.
CREATE VIEW images AS
SELECT
    articles.id AS article_id,
    NULL AS comment_id,
    shown.key AS position,
    shown.value ->> 'url' AS url,
    shown.value ->> 'caption' AS caption,
    shown.value ->> 'credit' AS credit,
    media.outcome,
    media.error,
    media.file,
    media.content_type,
    media.size,
    media.sha256
FROM articles
CROSS JOIN json_each(articles.images) AS shown
LEFT JOIN media ON media.url = shown.value ->> 'url'
WHERE shown.value ->> 'url' IS NOT NULL
UNION ALL
SELECT
    comments.article_id,
    comments.id,
    comment_images.position,
    comment_images.url,
    NULL,
    NULL,
    media.outcome,
    media.error,
    media.file,
    media.content_type,
    media.size,
    media.sha256
FROM comment_images
JOIN comments ON comments.id = comment_images.comment_id
LEFT JOIN media ON media.url = comment_images.url;
