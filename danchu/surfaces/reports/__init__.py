"""Periodic reports on paper: one cut of the figures, outlines, Word, Excel, PDF."""
