"""Registry: the books of units, accounts and posts; pages and deeds of the kernel's.

Enter through `services`. Who may do what is in `rules`; signing in is allauth's, held
by `adapter` to our counters, our history and our one-time passwords.
"""
