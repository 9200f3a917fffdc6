"""Reports: what the shop's figures were in a period, beside the period before and the same one of the year before."""
