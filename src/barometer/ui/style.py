"""The little CSS that Streamlit's settings can't say: less air above, controls that wrap on a phone."""

CSS = """<style>
.stMainBlockContainer {padding: 1rem 1.5rem 3rem; max-width: 1160px;}
.sr-only {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);}
.draglayer .x90y90 rect {pointer-events: none !important;}
header.stAppHeader {height: 0; min-height: 0; background: transparent;}
.stElementContainer:has(> .stHtml > .sr-only), .stElementContainer:has(style), .st-key-screen {
  position: absolute; width: 1px !important; height: 1px; overflow: hidden;}
.st-key-masthead {row-gap: 0; border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent);
  padding-bottom: .25rem; margin-bottom: .2rem;}
.st-key-masthead [data-testid="stPageLink-NavLink"] {padding: .3rem .5rem; min-height: 28px;}
.st-key-other_language {margin-left: auto;}
.st-key-bar [data-testid="stButtonGroup"] button {min-height: 2.5rem;}
.st-key-drawn > div:first-child {flex: 1 1 22rem;}
.st-key-drawn [data-testid="stSelectbox"] * {font-size: .88rem;}
.st-key-drawn [data-testid="stSelectbox"] [role="group"] {height: 2.1rem; min-height: 2.1rem;}
h1 {font-size: 1.55rem !important; line-height: 1.25; padding: .2rem 0 .1rem;}
h2 {font-size: 1.2rem !important; padding: .6rem 0 .2rem;}
h3 {font-size: 1.05rem !important; padding: .3rem 0 .1rem;}
.st-key-sentence p {font-size: 1.06rem; line-height: 1.45; margin-bottom: .25rem;}
.st-key-purpose p {margin-bottom: 0;}
.stCode .token {color: inherit !important;}
.stCode > div:last-child, .stCode > div:last-child * {visibility: visible !important; opacity: 1 !important;}
.stCode pre {padding-right: 3rem !important;}
.st-key-in_the_way button p, .st-key-alternatives [data-testid="stPageLink-NavLink"] p {white-space: normal;}
.st-key-alternatives [data-testid="stPageLink-NavLink"], .st-key-in_the_way button {height: auto;}
.stCode .token.keyword {font-weight: 600;}
@media (max-width: 1000px) {.st-key-drawn > div:first-child {flex: 1 1 100%;}}
@media (max-width: 640px) {
  .stMainBlockContainer > [data-testid="stVerticalBlock"] {gap: .6rem;}
  .st-key-above {gap: .6rem;}
  .st-key-bar {gap: .35rem;}
  .st-key-bar > div:first-child {flex: 1 1 100%;}
  .st-key-bar button, .st-key-bar [data-testid="stButtonGroup"] button {
    padding: .2rem .45rem; min-height: 34px; height: 34px;}
  .st-key-bar button p {font-size: .84rem;}
  .st-key-drawn {gap: .2rem .35rem;}
  .st-key-drawn_under > div {flex: 1 1 9.4rem; width: auto !important; min-width: 0;}
  .st-key-drawn_under > div:first-child {flex-basis: 11.3rem;}
  .st-key-drawn_under [data-testid="stSelectbox"] * {font-size: .84rem;}
  .st-key-drawn > div:not(:first-child) {flex: 1 1 10rem; width: auto !important; min-width: 0;}
  .st-key-masthead {column-gap: .3rem;}
  .st-key-masthead [data-testid="stPageLink-NavLink"] {padding: .2rem .35rem;}
  .stMainBlockContainer {padding: .6rem .8rem 3rem;}
  h1 {font-size: 1.2rem !important;}
  .st-key-sentence p {font-size: .98rem;}
}
@media (hover: none) {
  .stElementContainer:has(.stDataFrame [data-testid="stElementToolbar"]) {margin-top: 2.4rem;}
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after {animation: none !important; transition: none !important;}
}
:focus-visible {outline: 3px solid #4d90ea !important; outline-offset: 2px;}
.stMain:focus-visible {outline-offset: -3px;}
</style>"""
