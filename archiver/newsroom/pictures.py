"""The paper's photographs and faces: small drawings, made from their names, so that no image files are needed."""

from __future__ import annotations

import hashlib
from html import escape

_SKIES = (("#f6d5a8", "#e8907a"), ("#cfe6f2", "#7fb2cf"), ("#f3e3d3", "#b9a7c9"), ("#dfeee0", "#8fb9a8"), ("#e9dccb", "#c98f5e"))


def photograph(name: str) -> bytes:
    """A view of sea and shore as SVG; the same for the same name."""
    seed = hashlib.sha256(name.encode()).digest()
    top, bottom = _SKIES[seed[0] % len(_SKIES)]
    sun_x, sun_y, shore = 120 + seed[1] * 2, 90 + seed[2] // 3, 240 + seed[3] // 4
    hills = " ".join(f"L{x * 90} {shore - 20 - seed[4 + x] // 4}" for x in range(11))
    swell = "q45 -10 90 0 " + "t90 0 " * 9
    waves = "".join(f'<path d="M0 {y} {swell}" fill="none" stroke="#fff" stroke-opacity=".35"/>' for y in range(shore + 30, 480, 34))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="480" viewBox="0 0 900 480"><title>{escape(name)}</title>'
        f'<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="{top}"/>'
        f'<stop offset="1" stop-color="{bottom}"/></linearGradient></defs><path d="M0 0H900V480H0z" fill="url(#sky)"/>'
        f'<circle cx="{sun_x}" cy="{sun_y}" r="38" fill="#fff" fill-opacity=".7"/>'
        f'<path d="M0 {shore} {hills} L900 {shore}z" fill="#3d5a5b"/><path d="M0 {shore}H900V480H0z" fill="#2f6073"/>{waves}</svg>'
    ).encode()


def face(name: str) -> bytes:
    """An avatar as SVG: the first letter on a colour of its own."""
    hue = hashlib.sha256(name.encode()).digest()[0] * 360 // 256
    letter = escape(name[:1].upper() or "?")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="56" height="56"><rect width="56" height="56" rx="28" fill="hsl({hue} 35% 62%)"/>'
        f'<text x="28" y="37" font-family="Georgia,serif" font-size="26" fill="#fff" text-anchor="middle">{letter}</text></svg>'
    ).encode()


def notice() -> bytes:
    """A PDF of one line, as councils publish them."""
    text = b"BT /F1 18 Tf 60 760 Td (Tide tables for the outer harbour) Tj ET"
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1"
        b"/BaseFont/Times-Roman>>>>>>>>endobj\n4 0 obj<</Length " + str(len(text)).encode() + b">>stream\n" + text + b"\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
