-- Triggers hold no data: they are made anew whenever the schema changes.

-- An article's earlier state is kept when a later visit brings another one.
CREATE TRIGGER article_history AFTER UPDATE ON articles
WHEN NEW.changed_visit > OLD.changed_visit
    AND OLD.content_hash IS NOT NEW.content_hash
    AND (
        OLD.content_hash <> ''
        OR OLD.headline IS NOT NEW.headline
        OR OLD.standfirst IS NOT NEW.standfirst
        OR OLD.byline IS NOT NEW.byline
        OR OLD.body_text IS NOT NEW.body_text
    )
BEGIN
    INSERT INTO article_revisions (
        article_id, seen_from, seen_until, fetch_id, headline, standfirst, byline, authors, date_published, date_modified, section, tags,
        body_text, body_html, images, access
    ) VALUES (
        OLD.id, OLD.changed_at, OLD.last_seen_at, OLD.last_fetch_id, OLD.headline, OLD.standfirst, OLD.byline,
        (
            SELECT json_group_array(name)
            FROM (SELECT name FROM bylines JOIN people ON people.id = person_id WHERE article_id = OLD.id ORDER BY position)
        ),
        OLD.date_published, OLD.date_modified, OLD.section,
        (SELECT json_group_array(name) FROM (SELECT name FROM article_tags JOIN tags ON tags.id = tag_id WHERE article_id = OLD.id ORDER BY position)),
        OLD.body_text, OLD.body_html, OLD.images, OLD.access
    );
END;

-- A comment's earlier state is kept when a later visit brings another one. Only a telling that differs from the same telling before is a
-- change: an interface and a page may word one comment in two ways.
CREATE TRIGGER comment_history AFTER UPDATE ON comments
WHEN NEW.changed_visit > OLD.changed_visit
    AND (
        OLD.text IS NOT NEW.text
        OR OLD.commenter_id IS NOT NEW.commenter_id
        OR OLD.posted IS NOT NEW.posted
        OR OLD.parent_key IS NOT NEW.parent_key
        OR OLD.flags IS NOT NEW.flags
    )
    AND (
        OLD.page_hash IS NOT NULL AND OLD.page_hash IS NOT NEW.page_hash
        OR OLD.api_hash IS NOT NULL AND OLD.api_hash IS NOT NEW.api_hash
        OR OLD.page_hash IS NULL AND OLD.api_hash IS NULL
    )
BEGIN
    INSERT INTO comment_revisions (comment_id, seen_from, seen_until, fetch_id, parent_key, author, posted, text, html, flags)
    VALUES (
        OLD.id, OLD.changed_at, OLD.last_seen_at, OLD.last_fetch_id, OLD.parent_key,
        (SELECT name FROM commenters WHERE id = OLD.commenter_id), OLD.posted, OLD.text, OLD.html, OLD.flags
    );
END;

CREATE TRIGGER comment_votes_history AFTER UPDATE OF likes, dislikes, votes ON comments
WHEN OLD.likes IS NOT NEW.likes OR OLD.dislikes IS NOT NEW.dislikes OR OLD.votes IS NOT NEW.votes
BEGIN
    INSERT INTO comment_votes (comment_id, seen_at, likes, dislikes, votes)
    VALUES (OLD.id, OLD.last_seen_at, OLD.likes, OLD.dislikes, OLD.votes);
END;

-- The writer enters those of the new text.
CREATE TRIGGER comment_images_forget AFTER UPDATE OF html ON comments
WHEN OLD.html IS NOT NEW.html
BEGIN
    DELETE FROM comment_images WHERE comment_id = NEW.id;
END;

CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles
BEGIN
    INSERT INTO articles_fts (rowid, headline, standfirst, byline, body_text)
    VALUES (NEW.id, NEW.headline, NEW.standfirst, NEW.byline, NEW.body_text);
END;

CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles
BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, headline, standfirst, byline, body_text)
    VALUES ('delete', OLD.id, OLD.headline, OLD.standfirst, OLD.byline, OLD.body_text);
END;

CREATE TRIGGER articles_fts_update AFTER UPDATE OF headline, standfirst, byline, body_text ON articles
WHEN OLD.headline IS NOT NEW.headline
    OR OLD.standfirst IS NOT NEW.standfirst
    OR OLD.byline IS NOT NEW.byline
    OR OLD.body_text IS NOT NEW.body_text
BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, headline, standfirst, byline, body_text)
    VALUES ('delete', OLD.id, OLD.headline, OLD.standfirst, OLD.byline, OLD.body_text);
    INSERT INTO articles_fts (rowid, headline, standfirst, byline, body_text)
    VALUES (NEW.id, NEW.headline, NEW.standfirst, NEW.byline, NEW.body_text);
END;

CREATE TRIGGER comments_fts_insert AFTER INSERT ON comments
BEGIN
    INSERT INTO comments_fts (rowid, text) VALUES (NEW.id, NEW.text);
END;

CREATE TRIGGER comments_fts_delete AFTER DELETE ON comments
BEGIN
    INSERT INTO comments_fts (comments_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;

CREATE TRIGGER comments_fts_update AFTER UPDATE OF text ON comments
WHEN OLD.text IS NOT NEW.text
BEGIN
    INSERT INTO comments_fts (comments_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
    INSERT INTO comments_fts (rowid, text) VALUES (NEW.id, NEW.text);
END;
