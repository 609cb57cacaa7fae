"""Pages of ours: a chart to embed at any width, and a preview for those who unfurl links."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from html import escape
from string import Template

from plotly.offline import get_plotlyjs
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from barometer.desk import default_desk, sent
from barometer.desk.workspaces import wanted
from barometer.export.standalone import in_script
from barometer.messages import say
from barometer.model import called
from barometer.view import encode
from barometer.web.asked import OPEN, PRIVATE, RefusedError, asked, language, order, page, viewed
from barometer.web.public import base_of

_EMBED = Template("""<!doctype html>
<html lang="$lang"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>$title</title>
<style>body{margin:0;font:13px Arial,sans-serif;background:$paper;color:$ink}
#source{padding:4px 14px 10px}a{color:inherit}</style>
<script src="api/v1/plotly.js"></script></head>
<body><div id="chart" role="img" aria-label="$alt"></div>
<div id="source"><a href="$page" target="_blank" rel="noopener">$back</a></div>
<script>
const box = document.getElementById("chart");
let drawn = 0;
async function draw() {
  const width = Math.max(320, Math.min(1600, document.documentElement.clientWidth));
  if (Math.abs(width - drawn) < 16) return;
  drawn = width;
  const answer = await fetch($figure + width);
  const figure = await answer.json();
  if (!answer.ok) { box.textContent = figure.error; return; }
  box.setAttribute("aria-label", (figure.layout.meta || {}).alt || "");
  await Plotly.react(box, figure.data, figure.layout, {displaylogo: false, displayModeBar: false});
  parent.postMessage({type: "barometer-height", height: document.documentElement.scrollHeight}, "*");
}
draw();
let timer;
addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(draw, 200); });
</script></body></html>""")

_REFUSED = Template("""<!doctype html>
<html lang="$lang"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>$title</title>
<style>body{margin:0;padding:4px 14px;font:15px/1.5 Arial,sans-serif;background:#ffffff;color:#1a2130}</style>
</head><body><main>$words</main>
<script>
parent.postMessage({type: "barometer-height", height: document.documentElement.scrollHeight}, "*");
</script></body></html>""")

_PREVIEW = Template("""<!doctype html>
<html lang="$lang"><head><meta charset="utf-8"><title>$title</title>
<meta name="description" content="$sentence">
<meta property="og:type" content="article"><meta property="og:title" content="$title">
<meta property="og:description" content="$sentence"><meta property="og:image" content="$image">
<meta property="og:url" content="$page"><meta name="twitter:card" content="summary_large_image">
$onward</head>
<body><h1>$title</h1><p>$sentence</p><p><a href="$page">$back</a></p></body></html>""")


_ABOUT = Template("""<!doctype html>
<html lang="$lang"><head><meta charset="utf-8"><title>$title</title>
<meta name="description" content="$sentence"><meta property="og:type" content="website">
<meta property="og:title" content="$title"><meta property="og:description" content="$sentence">
<meta property="og:url" content="$page"><meta name="twitter:card" content="summary"></head>
<body><h1>$title</h1><p>$sentence</p></body></html>""")


def embed(request: Request) -> Response:
    """A view's chart with its source line and a link back; posts its height to the page around it."""
    return _page(request, _EMBED)


def preview(request: Request) -> Response:
    """Title, sentence and picture of a view for link previews; a person is led on to the page."""
    return _page(request, _PREVIEW)


def about(request: Request) -> Response:
    """What a page without a chart of its own is about; of a company, what the default figures hold on it."""
    lang, name = language(request), request.url.path.rpartition("/")[2]
    view, _ = viewed(request)
    desk = default_desk()
    company = desk.companies.get(view.focus) if name == "company" else None
    title = say(f"ui.page.{name}", lang)
    sentence = say("sayings.purpose" if name == "sayings" else "ui.purpose", lang)
    if company is not None:
        title = say("value.label", lang, label=called(company))
        held = desk.company(company.id)
        counts = {"claims": len(held.claims), "complaints": len(held.complaints)}
        sentence = say("data.typed.meets", lang, name=title, exposures=len(held.exposures), **counts)
    told = {
        "lang": lang,
        "title": f"{title} \N{EN DASH} {say('ui.name', lang)}",
        "sentence": sentence,
        "page": sent.address(base_of(request), name, replace(view, lang=lang)),
    }
    return HTMLResponse(_ABOUT.substitute({key: escape(text) for key, text in told.items()}), headers=OPEN)


def _page(request: Request, template: Template) -> Response:
    lang = language(request)
    try:
        view, answer = asked(request)
        # the finding as the chart says it
        title = order(request).headline if answer.drawn else say("ui.name", lang)
    except RefusedError as error:
        words = "".join(f"<p>{escape(sentence)}</p>" for sentence in error.sentences)
        told = {"lang": lang, "title": say("ui.name", lang), "words": words}
        return HTMLResponse(_REFUSED.substitute(told), error.status)
    dark = view.theme == "dark"
    sentence = say(answer.sentence, lang) if answer.sentence else say("ui.purpose", lang)
    base = base_of(request)
    told = {
        "lang": lang,
        "title": title,
        "sentence": sentence,
        "alt": sentence,
        "page": page(request, view),
        "back": say("web.back", lang),
        "image": f"{base}/api/v1/view.png?{encode(replace(view, lang=lang))}",
        "paper": "#0e1117" if dark else "#ffffff",
        "ink": "#f2f4f8" if dark else "#1a2130",
    }
    headers = PRIVATE if wanted(view) else OPEN
    written = {name: escape(text) for name, text in told.items()}
    # a person who asks for the preview is led on; at the page's own address that would never end
    itself = request.url.path.endswith("/gap")
    written["onward"] = "" if itself else f'<meta http-equiv="refresh" content="0; url={written["page"]}">'
    # relative, so that it holds behind a proxy's path and scheme
    written["figure"] = in_script(json.dumps(f"api/v1/figure.json?{request.url.query}&width="))
    return HTMLResponse(template.substitute(written), headers=headers)


@cache
def _script() -> bytes:
    return str(get_plotlyjs()).encode()


def plotly_script(request: Request) -> Response:
    """Plotly's script from our own port, so that an embedded chart needs no other server."""
    headers = OPEN | {"Cache-Control": "public, max-age=604800"}
    return Response(_script(), media_type="text/javascript; charset=utf-8", headers=headers)
