from archiver.models import Article


def extract_article(page, profile=None):
    h = page.tree.find(".//h1")
    return (
        Article(url=page.final_url, headline=h.text_content() if h is not None else None, body_text="x")
        if h is not None and page.tree.find(".//article") is not None
        else None
    )
