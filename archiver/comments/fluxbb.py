"""FluxBB and PunBB 1.2: forum software. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

import re

from archiver.comments.markup import ItemRule, Markup

FLUXBB = Markup(
    NAME="fluxbb",
    signs=("blockpost",),
    items=(ItemRule(attribute="id", pattern=r"p(\d+)", classes=frozenset({"blockpost"})),),
    slots={"<dt>": "author", "<a>": "link", "postmsg": "text"},
    links={"time": re.compile(r"viewtopic\.php\?pid=\d+#p\d+$")},
    skip=frozenset({"postedit", "postsignature"}),
    has_opening=True,
)
