"""Who answers whom among items of unknown markup, by what each item states and by where it stands. Conventions, as tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from archiver.comments import keys, looks
from archiver.comments.items import Item
from archiver.text import clean, inline_text

Own = Mapping[str, Sequence[HtmlElement]]
#: A parent's key, None for a root, and how that is known.
Place = tuple[str | None, str]

#: Attributes of an item, or of what stands in it, that hold the parent's key; 0 and the topic's own number are none of an item.
_PARENT_ATTRIBUTES = (
    "data-parent-id", "data-parentid", "data-parent", "data-parent-comment-id", "data-parent-comment", "data-parent-key", "data-parent-pid",
    "data-comment-parent", "data-comment-parent-id", "data-reply-to", "data-reply-to-id", "data-in-reply-to", "data-replyto", "parent-id", "parentid",
)  # fmt: skip
_PAIR = re.compile(r"(\d+)[-_](\d+)$")
#: Labels before the name or number of what is answered, as software prints them over a reply; and links named by what they lead to.
_REPLY_TO = re.compile(
    r"^\W*(?:(?:in (?:reply|response|answer) to|(?:re(?:ply|plies|plying|plied|sponding|sponse)|answer(?:s|ing|ed)?) to|antwort(?:et|ete)? (?:auf|an)"
    r"|als antwort auf|en réponse (?:à|au)|(?:a )?répond(?:u|s)? (?:à|au)|réponse (?:à|au)|in risposta a|rispost[ao] a|(?:en )?respuesta a"
    r"|(?:em )?resposta (?:a|ao)|(?:in antwoord|als antwoord|antwoord|reactie) op|som svar på|svar(?:ar)? (?:til|på)|(?:w )?odpowiedzi? (?:na|do)"
    r"|в ответ(?: на)?|ответ(?:ил)?(?: на)?|у відповідь(?: на)?|respondiendo a|parent)\b|[↑↩⤴@])",
    re.IGNORECASE,
)
REPLY_TO_CLASS = re.compile(
    r"(?:^|[-_ ])(?:(?:post|comment)/parent|(?:in[-_]?)?reply[-_]?(?:ing[-_]?)?to|replied[-_]?to|parent[-_]?(?:link|post|comment)"
    r"|(?:link|go|jump|goto)[-_]?(?:to[-_]?)?parent)(?:[-_ ]|$)",
    re.IGNORECASE,
)
_LONGEST_LABEL = 120
#: Attributes that hold the depth of an item as a number.
_DEPTH_ATTRIBUTES = (
    "data-depth", "data-indent", "data-nesting", "data-nesting-level", "data-comment-depth", "data-comment-level", "data-reply-depth",
    "data-thread-level", "depth", "indent",
)  # fmt: skip
_DEPTH_CLASS = re.compile(r"(?:^|[-_ ]|[a-z])(?:depth|indent(?:ed|ation)?|nest(?:ed|ing)?)[-_]{0,2}(\d{1,2})(?:$|[-_ ])", re.IGNORECASE)
#: The same on an item alone: inside one, they are the ranks of its author.
_LEVEL_ATTRIBUTES = ("data-level", "level", "aria-level")
_LEVEL_CLASS = re.compile(r"(?:^|[-_ ]|[a-z])(?:level|lvl|niveau|tier|ebene)[-_]{0,2}(\d{1,2})(?:$|[-_ ])", re.IGNORECASE)
_DEPTH_PROPERTY = re.compile(r"--[\w-]*(?:depth|level|indent|nesting)[\w-]*\s*:\s*(\d+)", re.IGNORECASE)
_DEPTH_LABEL = re.compile(r"^(?:level|ebene|niveau|nivel|livello|poziom) (\d{1,2})$", re.IGNORECASE)
_DEPTH_NUMBER = re.compile(r"^#\d+((?:\.\d+)*)\b")
#: How far an item is moved to the right: by its style, by the utility classes of style sheets, by the width of an empty image.
_MARGIN = re.compile(r"(?:^|[;\s])(?:margin|padding)-(?:left|inline-start)\s*:\s*([\d.]+)", re.IGNORECASE)
_MARGINS = re.compile(r"(?:^|[;\s])(?:margin|padding)\s*:\s*\S+\s+\S+\s+\S+\s+([\d.]+)", re.IGNORECASE)
_UTILITY = re.compile(r"(?:^|\s)(?:ml|pl|ms|ps|offset|col-(?:xs|sm|md|lg)-offset)-(\d+)(?:\s|$)")
_INDENTED = re.compile(
    r"(?:^|[-_ ])(?:indent(?:ed)?|nested|(?:child|sub)-?comment|is-?(?:a-)?reply|comment-?reply|reply-?comment|children?|answer-?to)(?:[-_ ]|$)",
    re.IGNORECASE,
)
#: What wraps the answers to the item before it.
_WRAPPER = re.compile(
    r"indent|child|repl(?:y|ies)|nested|sub-?(?:comment|thread)|responses|answers|antworten|réponses|reponses|respuestas|risposte",
    re.IGNORECASE,
)
_FEW, _LEVELS = 12, 4
#: Some items are deleted, and the ones below them leap.
_MOST = 0.8


def places(items: Sequence[Item], own: Own, authors: Mapping[str, str | None]) -> dict[str, Place]:
    """Each item's place, by the first of these that tells: a stated id, a link to what is answered, where it stands, a stated depth, a name.

    :param own: each item's own elements in reading order, those of items inside it left out.
    :param authors: each item's name; a line "in reply to NAME" means the only item before it of that name.
    """
    stated = dict(_stated(items, own))
    linked = dict(_linked(items, own))
    around = {item.key: item.above.key for item in items if item.above is not None} | dict(_wrapped(items))
    below = _by_depth(_depths([item for item in items if item.key not in around], own))
    named = dict(_named(items, own, authors)) if not (stated or linked or around or below) else {}
    found: dict[str, Place] = {}
    for item in items:
        key = item.key
        if key in stated or key in linked:
            found[key] = (stated[key], "id") if key in stated else (linked[key], "reply-link")
        elif key in around or around or below:
            found[key] = (around.get(key, below.get(key)), "nesting")
        elif key in named:
            found[key] = (named[key], "reply-link")
        else:
            found[key] = (None, "id" if stated else "none")
    return found


def _stated(items: Sequence[Item], own: Own) -> Iterator[tuple[str, str | None]]:
    """By ids of two numbers, if they fit for all: in ``comment-12_7`` the second is the parent's, 0 for a root; else by attributes."""
    pairs = {item.key: match for item in items if (match := _PAIR.search(item.element.get("id") or ""))}
    numbered = {match[1]: key for key, match in pairs.items()}
    above = [match[2] for match in pairs.values()]
    if (
        len(numbered) == len(items)
        and all(number == "0" or number in numbered for number in above)
        and any(number != "0" for number in above)
    ):
        yield from ((key, numbered.get(match[2])) for key, match in pairs.items())
        return
    known = {item.key for item in items}
    for item in items:
        nodes = (item.element, *itertools.islice(own[item.key], _FEW))
        values = (keys.key_in(node.get(name)) for node in nodes for name in _PARENT_ATTRIBUTES if node.get(name))
        if parent := next((value for value in values if value in known and value != item.key), None):
            yield item.key, parent


def _linked(items: Sequence[Item], own: Own) -> Iterator[tuple[str, str]]:
    """By a link to another item of the page, if it, or the line that it stands in, is called so."""
    known = {item.key for item in items}
    for item in items:
        links = (link for link in own[item.key] if link.tag == "a" and link.get("href"))
        targets = (target for link in links if (target := _target(link, known)) not in (None, item.key) and _leads_up(link, item.element))
        if (parent := next(targets, None)) is not None:
            yield item.key, parent


def _target(link: HtmlElement, known: Container[str]) -> str | None:
    """The item that a link leads to, by the fragment or the end of its address."""
    address, _, fragment = link.get("href").partition("#")
    return next((key for part in (fragment, address) if part and (key := keys.key_in(part)) in known), None)


def _leads_up(link: HtmlElement, item: HtmlElement) -> bool:
    parent = link.getparent()
    is_alone = parent is not None and parent is not item and sum(1 for _ in parent.iter("a")) == 1
    around = (link, parent) if is_alone else (link,)
    names = " ".join(node.get(name) or "" for node in (link, parent) if node is not item for name in ("class", "component"))
    if any(map(REPLY_TO_CLASS.search, names.split())):
        return True
    lines = (inline_text(node) for node in around)
    return "#" in link.get("href") and any(0 < len(line) <= _LONGEST_LABEL and _REPLY_TO.match(line) for line in lines)


def _wrapped(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """By the wrapper of answers that follows an item beside it, or what holds that item alone."""
    elements = {item.element: item for item in items}
    lone: dict[HtmlElement, Item | None] = {}
    for item in items:
        for above in itertools.islice(item.element.iterancestors(), _LEVELS) if item.above is None else ():
            lone[above] = None if above in lone else item
    for item in items:
        above = itertools.takewhile(lambda each: each not in elements, itertools.islice(item.element.iterancestors(), _LEVELS))
        wrapper = next((each for each in above if each.tag not in ("body", "html") and _WRAPPER.search(looks.names_of(each))), None)
        before = _before(wrapper, elements, lone) if wrapper is not None else None
        if before is not None and before is not item:
            yield item.key, before.key


def _before(wrapper: HtmlElement, elements: Mapping[HtmlElement, Item], lone: Mapping[HtmlElement, Item | None]) -> Item | None:
    siblings = (each for each in wrapper.itersiblings(preceding=True) if isinstance(each.tag, str))
    found = (elements.get(each) or lone.get(each) for each in itertools.islice(siblings, _LEVELS))
    return next(filter(None, found), None)


def _by_depth(depths: Mapping[str, float | None]) -> dict[str, str | None]:
    """The item before each one that is less deep than it; one without a depth is a root."""
    found: dict[str, str | None] = {}
    path: list[tuple[float, str]] = []
    for key, depth in depths.items():
        at = -1.0 if depth is None else depth
        while path and path[-1][0] >= at:
            path.pop()
        found[key] = path[-1][1] if path else None
        path.append((at, key))
    return found


def _depths(items: Sequence[Item], own: Own) -> dict[str, float | None]:
    """How deep each item says that it is, all in one unit: that of the first way to say it by which they differ."""
    for read in _WAYS:
        found = {item.key: read(item.element, own[item.key]) for item in items}
        if read is _by_label:
            found = _filled(found)
        if len(set(found.values())) > 1 and (read in _LENGTHS or _are_steps(list(found.values()))):
            return found
    return {}


def _filled(found: dict[str, float | None]) -> dict[str, float | None]:
    """Labels, where most items have one; one that lacks it stands beside the item before it."""
    if sum(depth is not None for depth in found.values()) < _MOST * len(found):
        return {}
    filled: dict[str, float | None] = {}
    before: float | None = None
    for key, depth in found.items():
        before = filled[key] = before if depth is None else depth
    return filled


def _are_steps(depths: list[float | None]) -> bool:
    """Whether numbers are depths, which grow by one at most from item to item; ranks of authors ("level 5") leap."""
    known = [-1.0 if depth is None else depth for depth in depths]
    steps = [deeper - depth for depth, deeper in itertools.pairwise(known) if deeper > depth]
    least = min(depth for depth in known if depth >= 0)
    return known[0] <= least and sum(step <= 1 or step == least + 1 for step in steps) >= _MOST * len(steps)


def _by_attribute(item: HtmlElement, own: Sequence[HtmlElement]) -> float | None:
    """By an attribute of the item, or of one of the first elements in it; or by a custom property of its style."""
    levels = (item.get(name) for name in _LEVEL_ATTRIBUTES)
    stated = (node.get(name) for node in (item, *own[:_FEW]) for name in _DEPTH_ATTRIBUTES)
    value = next((each for each in (*levels, *stated) if each and each.isdecimal()), None)
    return float(value) if value else _number(_DEPTH_PROPERTY, item.get("style"))


def _by_class(item: HtmlElement, own: Sequence[HtmlElement]) -> float | None:
    """By a number in its class or id, or in a class of one of the first elements in it."""
    names = (looks.names_of(item), *(node.get("class") for node in own[:_FEW]))
    found = next((depth for each in names if (depth := _number(_DEPTH_CLASS, each)) is not None), None)
    return found if found is not None else _number(_LEVEL_CLASS, names[0])


def _by_margin(item: HtmlElement, own: Sequence[HtmlElement]) -> float | None:
    style = item.get("style")
    margin = _number(_MARGIN, style)
    return margin if margin is not None else _number(_MARGINS, style)


def _by_utility(item: HtmlElement, own: Sequence[HtmlElement]) -> float | None:
    return _number(_UTILITY, item.get("class"))


def _by_image(item: HtmlElement, own: Sequence[HtmlElement]) -> float | None:
    """By the width of an empty image, as tables were indented before style sheets."""
    images = (node for node in own[:_FEW] if node.tag == "img" and node.get("height") in ("0", "1"))
    return next((float(width) for node in images if (width := node.get("width") or "").isdecimal()), None)


def _by_label(item: HtmlElement, own: Sequence[HtmlElement]) -> float | None:
    labels = (clean(node.text) for node in own if node.text and len(node.text) <= _LONGEST_LABEL)
    for label in labels:
        if match := _DEPTH_LABEL.match(label):
            return float(match[1])
        if match := _DEPTH_NUMBER.match(label):
            return 1.0 + match[1].count(".")
    return None


def _by_word(item: HtmlElement, own: Sequence[HtmlElement]) -> float | None:
    return 1.0 if _INDENTED.search(item.get("class") or "") else None


def _number(pattern: re.Pattern[str], text: str | None) -> float | None:
    match = pattern.search(text) if text else None
    return float(match[1]) if match else None


#: How items say how deep they are, the most exact first.
_WAYS = (_by_attribute, _by_class, _by_margin, _by_image, _by_label, _by_utility, _by_word)
_LENGTHS = (_by_margin, _by_image, _by_utility)


def _named(items: Sequence[Item], own: Own, authors: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    earlier: dict[str, list[str]] = {}
    for item in items:
        name = next(filter(None, (answered_name(node) for node in own[item.key])), None)
        candidates = earlier.get(name.casefold(), []) if name else []
        if len(candidates) == 1:
            yield item.key, candidates[0]
        if author := authors.get(item.key):
            earlier.setdefault(author.casefold(), []).append(item.key)


def answered_name(node: HtmlElement) -> str | None:
    """NAME of a line "in reply to NAME"."""
    begin = (node.text or "").strip()[:_LONGEST_LABEL]
    # A mention alone is none: it stands in texts too.
    line = inline_text(node) if begin and not begin.startswith("@") and _REPLY_TO.match(begin) else ""
    match = _REPLY_TO.match(line) if 0 < len(line) <= _LONGEST_LABEL else None
    return clean(line[match.end() :]).strip(" :@") or None if match else None
