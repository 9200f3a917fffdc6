/** What sales are made of, in the order in which they are added up. */
export const PARTS = ["subtotal", "discounts", "shipping", "tax", "total", "refunds", "net"] as const;
