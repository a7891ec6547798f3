"""Blocks that other sites frame: a place's figures, its publications, one trend.

They set no cookie, run no script and are the same for everybody who reads them.
"""
