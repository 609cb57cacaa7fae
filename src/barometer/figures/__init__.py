"""An answer's rows -> Plotly figures; no SQL, no Streamlit.

Each figure is a function of the rows, the stratum, a ``Meta`` and a ``Look``; it carries its title,
scope, caveat and sources inside the image, and its alternative text in ``layout.meta["alt"]``.
"""
