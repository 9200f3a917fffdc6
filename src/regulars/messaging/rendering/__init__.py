"""From a template and plain values to a mail: hiding Liquid, MJML, the text part, what is named, and writing it out.

A version of a template is compiled once (`compiling.py`); a mail is then one pass
of Liquid over each of its parts (`writing.py`). Nothing here reads a database.
"""
