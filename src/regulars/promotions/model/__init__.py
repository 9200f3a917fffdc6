"""What promotions decide: plain values in, prices out. No clock, no database, no chance."""
