/** A price times a quantity, both decimal text, without the errors of binary fractions. */
export function times(price: string, quantity: string): string {
  const places = (text: string) => text.split(".")[1]?.length ?? 0;
  const digits = places(price) + places(quantity);
  const product = (BigInt(price.replace(".", "")) * BigInt(quantity.replace(".", "")))
    .toString()
    .padStart(digits + 1, "0");
  if (!digits) return product;
  const cut = product.length - digits;
  const fraction = product.slice(cut).replace(/0+$/, "");
  return fraction ? `${product.slice(0, cut)}.${fraction}` : product.slice(0, cut);
}
