/** What cannot be taken now is taken before what follows it; what can never be taken keeps nothing waiting. */
import assert from "node:assert/strict";
import { AppError } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import { shop } from "../../server/shop/application.ts";
import { Publications } from "../../server/publications.ts";

/** A shop's database as far as its place goes, which fails as it is told. */
class Taking {
  readonly done: string[] = [];
  /** Errors to come, by publication. */
  readonly trouble = new Map<number, Error[]>();

  ask(): Promise<string> {
    return Promise.resolve("null");
  }

  // deno-lint-ignore require-await -- it rejects, as a service does
  async command(name: string, _actor: unknown, input: JsonValue) {
    const { publication, motif_en } = input as { publication: number; motif_en?: string };
    if (name === "siege.prendre") {
      const error = this.trouble.get(publication)?.shift();
      if (error !== undefined) throw error;
    }
    this.done.push(`${name} ${publication}${motif_en === undefined ? "" : `: ${motif_en}`}`);
    return { body: '{"exclus":[]}' } as never;
  }
}

async function handed(taking: Taking, ...hands: readonly (readonly number[])[]): Promise<readonly string[]> {
  const publications = new Publications(taking, { dropUser: () => {} }, shop, () => false);
  publications.start();
  try {
    for (const numbers of hands) {
      for (const [at, publication] of numbers.entries()) {
        const after = numbers[at - 1] ?? 0;
        publications.take({
          ...{ type: "published", siege: "a", publication, after, kind: "rules", content: '{"libres":[]}', applies_from: null },
          published_at: "2026-01-01T00:00:00.000Z",
        });
      }
    }
    // After all that was handed over.
    await publications.leave();
  } finally {
    publications.stop();
  }
  return taking.done.filter((one) => !one.startsWith("siege.quitter"));
}

Deno.test("those behind one that cannot be taken now wait for it", async () => {
  const taking = new Taking();
  taking.trouble.set(2, [new AppError("busy"), new AppError("disk_low")]);
  const done = await handed(taking, [1, 2, 3, 4], [2, 3, 4], [2, 3, 4]);
  assert.deepEqual(done, [1, 2, 3, 4].map((publication) => `siege.prendre ${publication}`));
});

Deno.test("one that is there no more when the rest is handed over again keeps nothing waiting", async () => {
  const taking = new Taking();
  taking.trouble.set(2, [new AppError("busy")]);
  assert.deepEqual(await handed(taking, [1, 2, 3], [3, 4]), [1, 3, 4].map((publication) => `siege.prendre ${publication}`));
});

Deno.test("one that goes wrong as nobody foresaw is tried once more, then refused, and what follows is taken", async () => {
  const taking = new Taking();
  taking.trouble.set(1, [new Error("a bug"), new Error("a bug")]);
  taking.trouble.set(2, [new AppError("type_mismatch")]);
  const done = await handed(taking, [1, 2], [1, 2, 3]);
  assert.equal(done.length, 3);
  assert.match(done[0]!, /^siege\.refuser 1: Something unexpected happened/);
  assert.match(done[1]!, /^siege\.refuser 2: \S/);
  assert.equal(done[2], "siege.prendre 3");
});
