"""The app's two faces: the pages when Streamlit runs it, the server with our routes when imported."""

import gc

import streamlit as st

from barometer.ui import shell
from barometer.web import middleware, routes

if __name__ == "__main__":
    shell.run()
else:
    # what is loaded by now stays for good: it need not be searched for garbage at every rerun
    gc.collect()
    gc.freeze()

app = st.App(__file__, routes=routes(), middleware=middleware())
