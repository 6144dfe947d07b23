"""What of a body's container does not belong to the body: frames, pointers elsewhere, sections of furniture, lines of it, and the headline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

import attrs

from archiver.extract import furniture, hiding, images, notices, opening, phrases
from archiver.extract.outline import Element, Outline
from archiver.extract.reading import PROSE, Reading, descriptions
from archiver.text import BLOCK, clean, fold, whole_text

#: A frame or section that holds this share of the container's running text is part of it, whatever it is called.
_TOO_MUCH = 0.5
#: Headings that link to other articles are teasers, unless most of the headings do: then the article is a list of links.
_TEASERS = 0.5
# Links; of a list with as many the first ones tell.
_MANY = 500
# The share of a list's words that its links hold.
_LINKED = 0.8
# Characters in which a heading and its link are compared.
_COMPARED = 400
#: Characters of running text around a sign-up form: the offer, and its terms.
_SIGN_UP = 800
# Characters; a shorter line may begin a headline by chance.
_TELLING = 30
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = frozenset({"span", "a", "b", "strong", "i", "em", "small", "font"})
#: What stands in lists and tables: a name there is one of several.
_ENTRIES = ("li", "td", "th", "dt", "dd")


@attrs.define
class Cleanup:
    """Walks over a container once, and collects what is dropped from it."""

    reading: Reading
    container: int
    repeats: frozenset[str]  #: folded texts (headline, standfirst) that do not belong to the body where they stand at its start
    dropped: set[Element] = attrs.field(factory=set)
    lead: str | None = None  #: the standfirst of pages that show it at the start of the text
    _leading: bool = True
    _has_text: bool = False
    _bare: list[Element] = attrs.field(factory=list)  #: the last headings, as long as nothing stands under them
    _repeated: bool = False
    _lines: list[Element] = attrs.field(factory=list)  #: what is kept, line by line

    @property
    def outline(self) -> Outline:
        return self.reading.outline

    def run(self) -> None:
        """Fills ``dropped`` and ``lead``."""
        outline = self.outline
        self.dropped |= outline.dropped | self.reading.unwanted
        self.dropped.update(self._sign_up_boxes())
        teasers, with_blocks = self._teasers(), self._with_blocks()
        position, end, leaf_end = self._start(), outline.ends[self.container], 0
        while position < end:
            element = outline.elements[position]
            if element in self.dropped or position in teasers or self._is_frame(position):
                self.dropped.add(element)
                position = outline.ends[position]
                continue
            if position not in with_blocks and element.tag in BLOCK:
                self._leaf(position)
                leaf_end = outline.ends[position]
            elif position >= leaf_end and element.tag in _INLINE and _is_lone_notice(element):
                self.dropped.add(element)
                position = outline.ends[position]
                continue
            elif self._bare and outline.weights[position] and element.tag not in ("div", "section"):
                self._bare.clear()
            position += 1
        if self._has_text:
            self.dropped.update(self._bare)
            self._drop_pointers()

    def _sign_up_boxes(self) -> Iterator[Element]:
        """What stands around a field for an e-mail address or a telephone number, as long as it is a small part of the text."""
        outline = self.outline
        most = min(_SIGN_UP, _TOO_MUCH * outline.weights[self.container])
        for at, root in outline.asides:
            if self.container < at <= outline.ends[self.container] and _asks_where_to_write(root):
                box, parent = None, outline.position(root.getparent())
                while parent is not None and parent > self.container and outline.weights[parent] < most:
                    box, parent = parent, outline.parents[parent]
                if box is not None:
                    yield outline.elements[box]

    def _start(self) -> int:
        """Where the body can begin: behind the headline, where the container holds that too. What stands before it is dropped."""
        outline, headline = self.outline, self.reading.headline_at
        inside = headline is not None and self.container < headline < outline.ends[self.container]
        if headline is None or not inside or headline > self.reading.first_text:
            return self.container + 1
        around = set(outline.ancestors(headline))
        self.dropped.update(outline.elements[at] for at in range(self.container + 1, headline) if at not in around)
        return headline

    def _leaf(self, position: int) -> None:
        element = self.outline.elements[position]
        text = whole_text(element)
        is_heading = element.tag in _HEADINGS
        if self._leading and self._is_repeated(fold(text)):
            self.dropped.add(element)
            self._repeated = self._repeated or is_heading
        elif self._leading and self.lead is None and element.tag == "p" and text and self._is_lead(element, text):
            self.lead = text
            self.dropped.add(element)
        elif is_heading and phrases.is_heading(text):
            # what is a label, too ("Related"), may head a part of the text
            self._drop_section(position, 0 if phrases.is_label(text) else _TOO_MUCH)
        elif phrases.is_line(text):
            self.dropped.add(element)
            following = element.getnext()
            if following is not None and following.tag in ("ul", "ol") and self._is_pointer(following):
                self.dropped.add(following)  # what the label stands over
        elif self._is_credit(element, text):
            self.dropped.add(element)
        elif text:
            self._leading = False
            self._lines.append(element)
            self._follows(element, is_heading)

    def _is_repeated(self, folded: str) -> bool:
        """Whether a line is the headline or standfirst again, or the headline without a label behind it: "Storm at the quay. PHOTOS"."""
        return folded in self.repeats or (len(folded) >= _TELLING and fold(self.reading.headline).startswith(f"{folded} "))

    def _drop_pointers(self) -> None:
        """Drops lines before the first and behind the last of the text that are nothing but links to other pages of the site."""
        lines = [each for each in self._lines if each not in self.dropped]
        first = list(takewhile(self._is_pointer, lines))
        last = list(takewhile(self._is_pointer, reversed(lines)))
        if len(first) == len(lines):
            return
        before = lines[-len(last) - 1]
        if last and before.tag in _HEADINGS:
            if all(each.tag in _HEADINGS for each in lines[len(first) : -len(last)]):
                return  # the links under a heading are all that there is
            last.append(before)
        is_told = whole_text(before).endswith((":", "："))  # "There are three of them:"
        self.dropped.update(first, () if is_told else last)

    def _is_pointer(self, line: Element) -> bool:
        links = list(line.iter("a"))
        if not links or line.tag in _HEADINGS or "".join(map(whole_text, links)).replace(" ", "") != whole_text(line).replace(" ", ""):
            return False
        return all(self.reading.leads_elsewhere(each.get("href")) for each in links)

    def _is_credit(self, element: Element, text: str) -> bool:
        """Whether a line says who made a picture, or, at the start, who wrote the text, and when; a heading may do no more than that."""
        if element.tag in _HEADINGS:
            return self._leading and opening.is_dated(text)
        is_picture = element.tag not in _ENTRIES and images.is_credit(text, opening=self._leading)
        return is_picture or (self._leading and opening.is_credit(text))

    def _is_lead(self, paragraph: Element, text: str) -> bool:
        """Whether the first paragraph is the standfirst: in italics under a repeated headline or as the page describes itself, or before one."""
        following = paragraph.getnext()
        if following is not None and following.tag in _HEADINGS and fold("".join(following.itertext())) == fold(self.reading.headline):
            return True
        return _is_emphasised(paragraph, text) and (self._repeated or fold(text) in descriptions(self.reading.metadata))

    def _follows(self, element: Element, is_heading: bool) -> None:
        """Keeps in mind which headings have nothing under them yet."""
        if not is_heading:
            self._has_text = True
            self._bare.clear()
        elif not clean(element.tail):
            self._bare.append(element)

    def _is_frame(self, position: int) -> bool:
        """Captions, bylines, forms, pictures, and lists of nothing but links."""
        outline = self.outline
        element = outline.elements[position]
        tag = element.tag
        if tag == "figure":
            return not any(each.tag in ("table", "blockquote", "pre", "p") for each in element.iter("table", "blockquote", "pre"))
        if (tag in furniture.BODY_TAGS or element.keys()) and (
            hiding.is_hidden(element) or (furniture.in_body(element) and not (tag == "header" and self._heads_a_part(position)))
        ):
            return outline.weights[position] < _TOO_MUCH * outline.weights[self.container]
        return tag in ("ul", "ol", "div", "section") and outline.weights[position] == 0 and _is_link_list(element) and not _is_told(element)

    def _heads_a_part(self, header: int) -> bool:
        """Whether a header is that of a part of the text (an entry of a live blog), and not of the whole article."""
        outline, headline = self.outline, self.reading.headline_at
        if header > self.reading.first_text:
            return True
        above = headline is not None and headline < self.container
        return above and next(outline.elements[header].iter("h2", "h3", "h4"), None) is not None

    def _with_blocks(self) -> set[int]:
        """Positions of the elements that hold blocks."""
        outline, found = self.outline, set()
        for at in range(outline.ends[self.container] - 1, self.container, -1):
            if at in found or outline.elements[at].tag in BLOCK:
                found.add(outline.parents[at])
        return found

    def _teasers(self) -> set[int]:
        """Headings that are nothing but a link to another page of the site, each with the card around it."""
        outline = self.outline
        inside = [at for at in outline.of_tag(*_HEADINGS) if self.container < at < outline.ends[self.container]]
        linked = [at for at in inside if self._is_linked(outline.elements[at])]
        if not linked or len(linked) > _TEASERS * len(inside):
            return set()
        return {self._card(at) for at in linked}

    def _is_linked(self, heading: Element) -> bool:
        anchors = [heading.getparent()] if heading.getparent().tag == "a" else list(heading.iter("a"))
        if len(anchors) != 1 or whole_text(anchors[0], _COMPARED) != whole_text(heading, _COMPARED):
            return False
        return self.reading.leads_elsewhere(anchors[0].get("href"))

    def _card(self, heading: int) -> int:
        """What holds a linked heading and no running text."""
        outline, at = self.outline, heading
        while (parent := outline.parents[at]) > self.container and outline.weights[parent] < PROSE and self._has_one_heading(parent):
            at = parent
        return at

    def _has_one_heading(self, position: int) -> bool:
        inside = range(position + 1, self.outline.ends[position])
        return sum(self.outline.elements[at].tag in _HEADINGS for at in inside) == 1

    def _drop_section(self, heading: int, most: float) -> None:
        """Drops a heading with what stands under it: its wrapper, or its siblings up to the next heading of its rank.

        The heading alone, if that is more than a share of the container's running text.
        """
        outline = self.outline
        at = heading
        while (parent := outline.parents[at]) > self.container and at == parent + 1 and not clean(outline.elements[parent].text):
            at = parent
        element = outline.elements[at]
        section = [element] if at != heading else [element, *self._under(heading)]
        positions = [place for each in section if (place := outline.position(each)) is not None]
        weight = sum(outline.weights[place] for place in positions)
        if weight <= most * outline.weights[self.container]:
            self.dropped.update(section)
        else:
            self.dropped.add(outline.elements[heading])

    def _under(self, heading: int) -> Iterator[Element]:
        element = self.outline.elements[heading]
        rank = element.tag
        for sibling in element.itersiblings():
            if any(each.tag <= rank for each in sibling.iter(*_HEADINGS)):
                return
            yield sibling


def _asks_where_to_write(furniture_root: Element) -> bool:
    """Whether it is, or holds, a field for an e-mail address or a telephone number, by HTML's types or by the field's name."""
    if furniture_root.tag not in ("input", "form", "label"):
        return False
    fields = [f"{each.get('type')} {each.get('name')}".lower() for each in furniture_root.iter("input")]
    return any("email" in each or "tel" in each.split() or "phone" in each for each in fields)


def _is_lone_notice(element: Element) -> bool:
    """Whether an inline element is a line of its own between blocks, where nothing else stands, and that line is no text."""
    before, after = element.getprevious(), element.getnext()
    words = element.getparent().text if before is None else before.tail
    if clean(words) or clean(element.tail):
        return False
    is_alone = all(each is None or each.tag in BLOCK or each.tag == "br" for each in (before, after))
    return is_alone and phrases.is_line(whole_text(element, notices.LONGEST))


def _is_link_list(element: Element) -> bool:
    """Whether most of the words of an element are links; where there are hundreds, the first ones and what stands behind each tell."""
    links = list(islice(element.iter("a"), _MANY))
    if len(links) < 3:
        return False
    linked = sum(len(whole_text(link)) for link in links)
    if len(links) < _MANY:
        return linked > _LINKED * len(whole_text(element, 2 * linked))
    return linked > _LINKED * (linked + sum(len(clean(link.tail)) for link in links))


def _is_told(links: Element) -> bool:
    """Whether a list of links belongs to the text: a sentence introduces it ("There are three of them:")."""
    before = links.getprevious()
    if links.tag in ("ul", "ol") and before is not None and before.tag == "p":
        sentence = clean("".join(before.itertext()))
        return sentence.endswith(":") and not phrases.is_line(sentence) and not phrases.is_heading(sentence)
    return False


def _is_emphasised(element: Element, text: str) -> bool:
    """Whether a paragraph is one emphasised phrase and nothing else."""
    inner = [each for each in element if each.tag in ("em", "i", "strong", "b")]
    return len(inner) == 1 and text != "" and whole_text(inner[0]) == text
