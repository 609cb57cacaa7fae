"""My data: what a visitor types or drops, its reading and its place among the figures."""
