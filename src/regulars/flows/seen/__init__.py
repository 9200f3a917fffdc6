"""What orders see: the customer's rows before an order was placed, and who was in which segments then.

`as_placed` looks at a few orders, each with all that is known of its customer; `at_once` at many, as one question.
"""
