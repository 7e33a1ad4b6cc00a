"""Figures drawn at build time: pure functions from plain data to accessible SVG."""
