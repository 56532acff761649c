/** Customers as people look for them. */
import assert from "node:assert/strict";
import { customersFound, inBookOrder } from "../../client/ticket/customer_search.ts";
import { plain } from "../../shared/plain_text.ts";

const row = (id: number, name: string, phone: string | null = null) => ({ id, name, phone, email: null });

Deno.test("customers stand as in a telephone book: É beside E, whatever the capitals", () => {
  const names = ["Zoé", "Édouard", "eric", "Émile", "Albert", "Ève", "d’Olive", "Œuvre", "Dolan"];
  const sorted = inBookOrder(names.map((name, id) => row(id, name))).map(({ name }) => name);
  assert.deepEqual(sorted, ["Albert", "Dolan", "d’Olive", "Édouard", "Émile", "eric", "Ève", "Œuvre", "Zoé"]);
});

Deno.test("a name is found with either apostrophe, and so is an article", () => {
  const rows = [row(1, "Huile d’olive et Cie"), row(2, "Garage d'Olive"), row(3, "Nora")];
  for (const typed of ["d’olive", "d'olive", "D´OLIVE"]) {
    assert.deepEqual(customersFound(rows, typed).map(({ id }) => id), [1, 2], typed);
    assert.equal(plain(typed), "d'olive");
  }
});

Deno.test("a telephone number is found by any spelling of it, and by a part", () => {
  const stored = ["06 12 34 56 78", "+33612345678", "0033 6.12.34.56.78", "+33 (0)6 12 34 56 78", "0612345678"];
  const typed = ["0612345678", "06 12 34", "+33 6 12 34 56 78", "06.12.34.56.78", "0033612345678", "345678", "+33 (0)6 12"];
  for (const phone of stored) {
    for (const text of typed) assert.equal(customersFound([row(1, "Nora", phone)], text).length, 1, `${text} finds ${phone}`);
  }
  assert.equal(customersFound([row(1, "Nora", "06 12 34 56 78")], "07 12").length, 0);
  assert.equal(customersFound([row(1, "Boulangerie 1234", null)], "1234").length, 1, "a number in a name");
});
