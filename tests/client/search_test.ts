/** Search in the catalogue, and quantities as they are typed. */
import assert from "node:assert/strict";
import type { Product } from "../../client/catalogue/catalogue.ts";
import { CatalogueSearch } from "../../client/catalogue/search.ts";
import { formatQuantity, parseQuantity } from "../../shared/quantity.ts";
import { bread } from "../support/hand.ts";

const product = (id: number, label: string, barcode: string | null = null, categoryId: number | null = null): Product => ({
  ...bread,
  id,
  label,
  barcode,
  categoryId,
});

Deno.test("search is blind to accents, case and order, and the best comes first", () => {
  const search = new CatalogueSearch();
  search.index([
    product(1, "Œufs plein air", null, 1),
    product(2, "Pâté de campagne", "2000000010007", 2),
    product(3, "Pain de campagne", null, 1),
    product(4, "Sopalin"),
    product(5, "Croûtons au pain"),
  ]);
  const found = (words: string, category: number | null = null, limit = 9) =>
    search.find(words, category, limit).products.map(({ id }) => id);
  assert.deepEqual(found("CAMPAGNE pa"), [2, 3]);
  assert.deepEqual(found("oeufs"), [1]);
  // Beginning of the label, beginning of a word, anywhere.
  assert.deepEqual(found("pa"), [2, 3, 5, 4]);
  assert.deepEqual(found("20000000100"), [2]);
  assert.deepEqual(found("campagne xyz"), []);
  assert.deepEqual(found("", 1), [1, 3]);
  assert.deepEqual(search.find("pa", null, 2), {
    products: [product(2, "Pâté de campagne", "2000000010007", 2), product(3, "Pain de campagne", null, 1)],
    total: 4,
  });
});

Deno.test("quantities are read and written without floating point", () => {
  assert.deepEqual(["3", "0,35", "1.250", ",5", "12,"].map(parseQuantity), [3_000, 350, 1_250, 500, 12_000]);
  assert.deepEqual(["", "0", "0,000", "1,2345", "-1", "x", "1234567"].map(parseQuantity), Array(7).fill(null));
  assert.deepEqual([formatQuantity(1_500, "fr"), formatQuantity(1_500, "en"), formatQuantity(3_000, "fr")], ["1,5", "1.5", "3"]);
});
