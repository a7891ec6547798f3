"""Files that stand on a dossier: what they are is told by their content alone.

Enter through `services`. The bytes lie in the database, once for each content, so that
backups hold them and erasing destroys them.
"""
