"""A chart as one page that needs no server, for a newsroom's CMS: any width, its figures as a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from string import Template

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from barometer.export.voice import Voice
from barometer.figures.template import PALETTES, Theme

#: the widths at which the chart is arranged; the page shows the widest that it has room for
WIDTHS = (320, 420, 560, 720, 880, 1040)

_PAGE = Template("""<!doctype html>
<html lang="$lang"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>$title</title>
<style>
body{margin:0;font:14px/1.5 Arial,"Liberation Sans",sans-serif;background:$paper;color:$ink}
main{max-width:${most}px;overflow-wrap:anywhere}
main>p,main>section,main>details{padding:0 16px}
a{color:inherit}summary{cursor:pointer;padding:6px 0}
section{white-space:pre-line}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:13px;overflow-wrap:normal}
caption{text-align:left;padding:4px 0}
th,td{text-align:left;vertical-align:top;padding:4px 14px 4px 0;border-bottom:1px solid $muted}
</style></head>
<body><main><div id="chart" role="img" aria-label="$alt"></div><noscript><p>$alt</p></noscript>
<details><summary>$figures</summary><div class="wide" tabindex="0" role="region" aria-label="$figures">
<table><caption>$title</caption>$table</table></div></details>
$answers$back</main>
<script>$plotly</script>
<script>
const charts = $charts;
const box = document.getElementById("chart"), widths = Object.keys(charts).map(Number).sort((a, b) => a - b);
let drawn = 0;
async function draw() {
  const room = document.documentElement.clientWidth;
  const width = widths.filter((one) => one <= room).pop() || widths[0];
  if (width !== drawn) {
    drawn = width;
    const chart = charts[width];
    box.setAttribute("aria-label", chart.layout.meta.alt);
    await Plotly.newPlot(box, chart.data, chart.layout, {displaylogo: false, displayModeBar: false});
  }
  parent.postMessage({type: "barometer-height", height: document.documentElement.scrollHeight}, "*");
}
draw();
let timer;
addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(draw, 150); });
document.querySelector("details").addEventListener("toggle", draw);
</script></body></html>
""")


def standalone(
    drawn: Callable[[int], go.Figure],
    table: Sequence[Sequence[str]],
    voice: Voice,
    theme: Theme,
    answers: str,
) -> bytes:
    """The page.

    drawn    the chart at a width in pixels
    table    its figures in words: the header, then a row each
    answers  what the companies answered, as HTML, or ''
    """
    charts = {width: drawn(width) for width in WIDTHS}
    meta = dict(charts[WIDTHS[-1]].layout.meta or {})
    figures = ",".join(f'"{width}":{in_script(chart.to_json())}' for width, chart in charts.items())
    colours = PALETTES[theme]
    told = {
        "lang": voice.lang,
        "title": str(meta.get("title", "")),
        "alt": str(meta.get("alt", "")),
        "figures": voice.phrase("over_time.table"),
    }
    return _PAGE.substitute(
        {name: escape(text) for name, text in told.items()},
        paper=colours.paper,
        ink=colours.ink,
        muted=colours.faint,
        most=WIDTHS[-1],
        table=_table(table),
        answers=answers,
        back=_back(voice),
        plotly=get_plotlyjs(),
        charts=f"{{{figures}}}",
    ).encode()


def in_script(json: str) -> str:
    """JSON as it may stand inside a script: entities are not read there, and nothing may end the script."""
    return re.sub(r"[<>&]", lambda found: f"\\u{ord(found[0]):04x}", json)


def _table(lines: Sequence[Sequence[str]]) -> str:
    if not lines:
        return ""
    # a column that is empty throughout is left out
    kept = [i for i in range(len(lines[0])) if any(line[i] for line in lines[1:])]
    header, *rest = ([line[i] for i in kept] for line in lines)
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in header)
    rows = "".join(f"<tr>{_line(line)}</tr>" for line in rest)
    return f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"


def _line(line: Sequence[str]) -> str:
    cells = "".join(f"<td>{escape(one)}</td>" for one in line[1:])
    return f'<th scope="row">{escape(line[0])}</th>{cells}'


def _back(voice: Voice) -> str:
    """The way to the view that the file was made of: its whole address, which the chart may not print."""
    if not voice.link:
        return ""
    words = escape(voice.phrase("web.back"))
    return f'<p><a href="{escape(voice.link)}" target="_blank" rel="noopener">{words}</a></p>'
