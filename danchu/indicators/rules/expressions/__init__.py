"""A small language for what must hold between the numbers of a filing.

    100 × L01 ≥ 88 × L13
    nếu G01 > 0 thì G02 ≥ G01 và G03 ≤ 3 × G03 kỳ trước

Read with `reading.read_claim`, decide with `deciding.decide`, explain with `saying`.
Every number is exact, nothing repeats and nothing divides, so every claim ends.
"""
