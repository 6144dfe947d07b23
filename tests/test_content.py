"""What an element holds, as text and as markup."""

from __future__ import annotations

from archiver import content
from archiver.content import sanitise
from archiver.text import parse_html


def read(markup: str, skipped: str = "", label: str | None = None) -> content.Content:
    root = parse_html(markup)
    body = root.find("body")
    return content.read(root if body is None else body, lambda each: each.get("class") == skipped, lambda address: None, label)


def test_sanitised_html_cannot_run_anything() -> None:
    dirty = (
        '<p onclick="x()">Hi <a href="javascript:x()">a</a><img src="http://a.example/x.png" onerror="x()">'
        "<script>x()</script><style>p{}</style></p>"
    )
    assert sanitise(dirty) == '<p>Hi <a rel="nofollow noopener">a</a><img src="http://a.example/x.png"></p>'
    assert read(dirty).html() == sanitise(dirty)


def test_attributes_are_in_the_same_order_in_every_process() -> None:
    assert read('<p><img width="3" src="/a.png" alt="A"></p>').html() == '<p><img alt="A" src="/a.png" width="3"></p>'


def test_what_lxml_would_refuse_to_be_given_is_left_out() -> None:
    """Character references and torn bytes bring such names and characters into a page's tree."""
    found = read("<div>a&#1;b<t\u00b9tle>c&#31;</t\u00b9tle>&#xFFFE;d <a href='/&#2;x'>e</a></div>")
    assert found.markup == '<div>ab<span>c</span>d <a href="/x">e</a></div>'


def test_text_and_markup_hold_the_same() -> None:
    found = read(
        "<p>One<br>two.</p><p class=ad>Buy!</p>loose<ul><li>three<li>four</ul><select><option>five</select><pre>six\nseven</pre>", "ad"
    )
    assert found.text() == "One\ntwo.\n\nloose\n\nthree\n\nfour\n\nsix\nseven"
    assert found.html() == "<p>One<br>two.</p>loose<ul><li>three</li><li>four</li></ul><pre>six\nseven</pre>"


def test_an_empty_line_parts_paragraphs_of_an_article_alone() -> None:
    found = read("One.<br><br>Two.")
    assert (found.text(), found.article_text()) == ("One.\nTwo.", "One.\n\nTwo.")


def test_what_is_written_as_text_stays_text() -> None:
    found = read('<p>1 &lt; 2 &amp;&amp; &lt;b&gt;<a href="/?a=1&amp;b=%22" title="&quot;x&quot; &gt; y">&lt;i&gt;</a></p>')
    assert found.text() == "1 < 2 && <b><i>"
    assert parse_html(found.html()).findtext(".//a") == "<i>"
    assert [each.get("title") for each in parse_html(found.html()).iter("a", "b", "i")] == ['"x" > y']


def test_a_label_beside_the_text_is_left_out_where_it_stands_loose() -> None:
    found = read("<b>Ada</b> says: <p>Ada says:<br>so</p> says:", label="says:")
    assert found.text() == "Ada\n\nAda says:\nso"


def test_the_name_over_a_quote_has_a_line_of_its_own() -> None:
    """phpBB, SMF and MyBB set it apart by style alone."""
    found = read("<blockquote><cite>Ada wrote:</cite>It came in.</blockquote><p>So <cite>Fog</cite>says.</p>")
    assert found.text() == "Ada wrote:\nIt came in.\n\nSo Fogsays."
    assert found.html() == "<blockquote><cite>Ada wrote:</cite><br>It came in.</blockquote><p>So <cite>Fog</cite>says.</p>"


def test_a_page_nested_without_end_is_read_in_whole() -> None:
    found = read("<i>" * 3000 + "deep" + "</i>" * 3000 + "after")
    assert found.text() == "deepafter"
    assert found.html().endswith("after")
