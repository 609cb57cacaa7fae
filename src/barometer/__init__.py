"""Barometer: published satisfaction claims beside the complaints about them."""
