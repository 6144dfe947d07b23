"""Pages that React sends in pieces."""

from __future__ import annotations

from archiver.text import parse_html
from tests.shown import text_of

PAGE = """<body><main><h1>Fog</h1><template id="B:0"></template><p>The end.</p></main>
<div hidden id="S:0">It came<p>at four.</p><template id="P:1"></template></div><script>$RC("B:0","S:0")</script>
<div hidden id="S:1"><p>It stayed.</p></div><script>$RS("S:1","P:1")</script></body>"""


def test_late_pieces_stand_where_scripts_would_put_them() -> None:
    main = parse_html(PAGE).find(".//main")
    assert text_of(main).split("\n\n") == ["Fog", "It came", "at four.", "It stayed.", "The end."]


def test_a_piece_without_a_place_stays_where_it_is() -> None:
    page = parse_html('<body><div hidden id="S:0"><p>Late.</p></div><script>$RC("B:0","S:0")</script></body>')
    assert text_of(page) == "Late."
