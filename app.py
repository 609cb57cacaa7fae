"""The app's two faces: the pages when Streamlit runs it, the server with our routes when imported."""

import gc

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from barometer.desk import warm
from barometer.ui import shell
from barometer.web import middleware, routes

# without this, the first visit to /gap runs pages/gap.py alone, before st.navigation has said otherwise
PagesManager.uses_pages_directory = False

if __name__ == "__main__":
    shell.run()
else:
    warm()
    # what is loaded by now stays for good: it need not be searched for garbage at every rerun
    gc.collect()
    gc.freeze()

under = st.get_option("server.baseUrlPath")
app = st.App(__file__, routes=routes(under), middleware=middleware(under))
