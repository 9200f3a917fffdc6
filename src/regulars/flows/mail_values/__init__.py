"""What templates are filled with, for many customers at once: one question a source, whatever the number of mails."""

from __future__ import annotations
