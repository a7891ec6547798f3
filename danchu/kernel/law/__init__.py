"""The law as data: dated rules (R016) and items (XA-CK-07), each with its article.

Ask `queries.rule` and `queries.item` with the day that matters; never write a number
of the law into code. The tables come from `data/` by `services.load_law`.
"""
