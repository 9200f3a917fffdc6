"""Templates of mails as they are kept: a draft that people edit, and versions that mails are written by."""
