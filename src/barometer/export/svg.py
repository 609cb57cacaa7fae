"""An SVG as a picture desk wants it: live text, named layers and marks, a title and a description."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

_SVG = "http://www.w3.org/2000/svg"
_INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_LAYERS = {
    "bglayer": "paper",
    "layer-below": "guides",
    "cartesianlayer": "chart",
    "layer-above": "keys",
    "infolayer": "texts",
}

ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
ElementTree.register_namespace("inkscape", _INKSCAPE)
ElementTree.register_namespace("rdf", _RDF)
ElementTree.register_namespace("dc", _DC)


def named(svg: bytes, figure: Mapping[str, Any], mm: float = 0.0, source: str = "") -> bytes:
    """The figure's SVG with its layers, texts and traces named as the figure names them.

    mm: printed width; 0 leaves the size in pixels. Names come from the figure's plain data.
    source: the whole address of what is shown, for the drawing program's own 'source' field; '' for none.
    """
    root = ElementTree.fromstring(svg)  # noqa: S314 (our own browser drew it)
    layout = figure["layout"]
    _describe(root, layout.get("meta", {}))
    if source:
        root.insert(2, _metadata(layout.get("meta", {}).get("title", ""), source))
    _layers(root)
    used: dict[str, int] = {}
    _texts(root, layout.get("annotations", ()), used)
    _traces(root, figure["data"], used)
    if mm:
        height = float(root.get("height", "0")) / float(root.get("width", "1")) * mm
        root.set("width", f"{mm:g}mm")
        root.set("height", f"{height:.2f}mm")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _describe(root: ElementTree.Element, meta: Mapping[str, str]) -> None:
    root.set("role", "img")
    root.set("lang", meta.get("lang", ""))
    for index, (tag, words) in enumerate((("title", meta.get("title", "")), ("desc", meta.get("alt", "")))):
        element = ElementTree.Element(f"{{{_SVG}}}{tag}")
        element.text = words
        root.insert(index, element)


def _metadata(title: str, source: str) -> ElementTree.Element:
    """Dublin Core in RDF, as drawing programs read and keep it."""
    metadata = ElementTree.Element(f"{{{_SVG}}}metadata")
    rdf = ElementTree.SubElement(metadata, f"{{{_RDF}}}RDF")
    about = ElementTree.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
    for name, words in (("title", title), ("source", source)):
        ElementTree.SubElement(about, f"{{{_DC}}}{name}").text = words
    return metadata


def _layers(root: ElementTree.Element) -> None:
    for group in root.iter(f"{{{_SVG}}}g"):
        kind = group.get("class", "")
        if kind in _LAYERS and group in list(root):
            group.set("id", _LAYERS[kind])
            group.set(f"{{{_INKSCAPE}}}groupmode", "layer")
            group.set(f"{{{_INKSCAPE}}}label", _LAYERS[kind])


def _texts(root: ElementTree.Element, annotations: Sequence[Mapping[str, Any]], used: dict[str, int]) -> None:
    for group in root.iter(f"{{{_SVG}}}g"):
        if group.get("class") == "annotation":
            group.set("id", _id(annotations[int(group.get("data-index", "0"))].get("name", "text"), used))


def _traces(root: ElementTree.Element, data: Sequence[Mapping[str, Any]], used: dict[str, int]) -> None:
    """Traces stand in their subplot in the figure's order."""
    for plot in root.iter(f"{{{_SVG}}}g"):
        found = re.fullmatch(r"subplot (x\d*)(y\d*)", plot.get("class", ""))
        if not found:
            continue
        here = [t for t in data if (t.get("xaxis", "x"), t.get("yaxis", "y")) == found.groups()]
        for kind in ("scatter", "bars"):
            mine = [t for t in here if t.get("type", "scatter") == kind.removesuffix("s")]
            groups = [g for g in plot.iter(f"{{{_SVG}}}g") if g.get("class", "").startswith(f"trace {kind}")]
            for group, trace in zip(groups, mine, strict=len(groups) == len(mine)):
                group.set("id", _id(str(trace.get("name", "marks")), used))


def _id(name: str, used: dict[str, int]) -> str:
    """An id that XML allows, once in the file."""
    clean = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "part"
    clean = clean if clean[0].isalpha() else f"n-{clean}"
    used[clean] = used.get(clean, 0) + 1
    return clean if used[clean] == 1 else f"{clean}-{used[clean]}"
