"""Notes: what people of the shop write down about a customer, for whoever looks at them next."""
