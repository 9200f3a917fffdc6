"""What the pages ask the facts, as ibis expressions and the shapes of their answers."""
