/** Articles in hand, and ids that are told in advance. */
import type { Product } from "../../client/catalogue/catalogue.ts";

export const bread: Product = {
  id: 1,
  label: "Pain",
  barcode: null,
  codes: [],
  categoryId: null,
  price: 340,
  open: false,
  meal: false,
  nature: "bien",
  depositId: null,
  unit: "piece",
  vat: 550,
  favourite: false,
  image: null,
};

export const ids = (prefix: string) => {
  let made = 0;
  return () => `${prefix}-${made++}`;
};
