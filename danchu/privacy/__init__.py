"""Personal data: what is held, why, how long; and what persons may ask of it.

Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15: whoever the data are about may see, correct
and erase them, and is answered within two working days. Enter through `services`.
"""
