"""Letters that leave the house: written in the transaction of a deed, sent afterwards.

A deed calls `services.queue`; a sender of the server calls `services.send_due` with a
way out (`ways`). What a letter says and to whom is sealed, and destroyed some time
after it was sent; its subject stays and names no person.
"""
