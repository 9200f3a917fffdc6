"""Webhooks: what is announced here, sent to the shops that asked for it, signed, until it has arrived."""
