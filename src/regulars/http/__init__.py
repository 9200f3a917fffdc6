"""What every route needs: who is asking and may they, one form of errors, cursors, deeds done once."""
