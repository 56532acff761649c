/** The sentences themselves, without a server: whole without what fills them, amounts as people read them, French for each message. */
import assert from "node:assert/strict";
import { reasonOf } from "../../server/http/reasons.ts";
import { routesOf } from "../../server/http/routes.ts";
import { ROUTES } from "../../server/shop/routes.ts";
import { ERROR_CODES, problem, say } from "../../shared/errors.ts";

// deno-lint-ignore no-explicit-any -- schemas of every kind
type Any = any;

Deno.test("amounts, quantities and states are shown as people read them", () => {
  const spoken = (code: Parameters<typeof problem>[0], extras: Parameters<typeof problem>[1]) =>
    (["fr", "en"] as const).map((locale) => problem(code, extras, locale).detail);
  const [fr, en] = spoken("payment_mismatch", { paye: 1_250, total: 2_000 });
  assert.ok(/12,50\s€/.test(fr!) && /20,00\s€/.test(fr!) && en!.includes("€12.50"), `${fr} ${en}`);
  const left = spoken("refund_exceeds", { reste: 1_500, libelle: "Pommes" });
  assert.ok(left[0]!.includes("1,5") && left[1]!.includes("1.5") && left.every((text) => text.includes("Pommes")), left.join());
  const waiting = spoken("invalid_state", { etat: "en_attente" });
  assert.ok(waiting[0]!.includes("en attente") && waiting[1]!.includes("waiting"), waiting.join());
  // What a value holds is never read as a part of the sentence.
  const odd = spoken("refund_exceeds", { reste: 0, libelle: "[{par}|x]" });
  assert.ok(odd.every((text) => text.includes("[{par}|x]") && text.includes(" 0 ")), odd.join());
});

Deno.test("every sentence can do without what fills it", () => {
  for (const code of ERROR_CODES) {
    for (const locale of ["fr", "en"] as const) {
      const { detail } = problem(code, {}, locale);
      assert.doesNotMatch(detail, /[[\]{}|]|« *»|''|\(\)| [:,.] *\.| {2}|^\s|^[,.:]/, `${code}: ${detail}`);
      assert.match(detail, /^\p{Lu}.*\.$/u, `${code}: ${detail}`);
    }
  }
  assert.equal(problem("not_found", { reason: say("Ceci", "This") }, "en").detail, "This.");
});

/** The messages that a schema carries itself. */
function messagesOf(schema: Any, seen = new Set<unknown>()): string[] {
  if (schema === undefined || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const { checks = [], shape = {}, options = [], element, innerType, keyType, valueType } = schema._zod.def;
  const own = checks.flatMap((check: Any) => {
    const message = check._zod.def.error?.({});
    return typeof message === "string" ? [message] : [];
  });
  const inner = [...Object.values(shape), ...options, element, innerType, keyType, valueType];
  return [...own, ...inner.flatMap((one) => messagesOf(one, seen))];
}
Deno.test("every message of a schema has its French", () => {
  const messages = new Set(routesOf(ROUTES).flatMap(({ body }) => messagesOf(body)));
  assert.ok(messages.size >= 8, `the premise: ${[...messages]}`);
  for (const message of messages) {
    const { fr, en } = reasonOf({ code: "custom", message, path: [], input: null });
    assert.ok(en === message && fr !== en, `'${message}' has no French`);
  }
});
