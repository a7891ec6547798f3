"""Periodic reports of a unit: the cut of figures, parts by hand, approval, publication.

Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15, Điều 83 and 85: who reports to whom.
"""
