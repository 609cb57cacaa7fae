"""The page that ours is held against: the least that Streamlit and Plotly need to draw a choice."""

import plotly.graph_objects as go
import streamlit as st

NAMES = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta"]
YEARS = [str(year) for year in range(2015, 2025)]

st.title("Complaints")
year = st.selectbox("Year", YEARS)
values = [(3 + place * 7 + int(year)) % 29 for place in range(len(NAMES))]
chart = go.Figure(go.Scatter(x=values, y=NAMES, mode="markers+text", text=[f"{v} in {year}" for v in values]))
st.plotly_chart(chart)
