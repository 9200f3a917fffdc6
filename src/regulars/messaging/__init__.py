"""Messages: mails to customers, from their templates to what came of each of them."""
