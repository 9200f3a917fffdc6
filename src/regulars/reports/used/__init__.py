"""What was used of promotions and of coupons in some periods, and what it came to."""
