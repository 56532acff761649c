/**
 * Ten tills that sell for cash, each with a printer and a drawer of its own, one of them dead: how long a payment takes while all of
 * it is printed, beside the same without a printer, in interleaved rounds. A printer must never hold up a sale.
 */
import { type Answer, PASSWORD, type Person, startServer } from "../../tests/support/server.ts";
import { cash, command, draft, ok, openTill, pay } from "../../tests/support/acts.ts";
import { TestPrinter } from "../../tests/support/printer.ts";
import { median, quantile, table } from "./figures.ts";

const TILLS = 10;
/** Milliseconds from one sale of a till to its next, on average: ten tills at a market's pace. */
const PACE_MS = 400;
/** Version of a draft that was written with its line: asked for, it would be a request more. */
const WRITTEN = 2;

export async function measurePrinters(rounds: number, seconds: number): Promise<string> {
  await using server = await startServer({ flags: ["--rate-limit", "0"] });
  const owner = await server.owner();
  ok(await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'Thé vert', 450)"));
  const tills: Person[] = [];
  const printers: TestPrinter[] = [];
  for (let at = 1; at <= TILLS; at++) {
    const [username, name] = [`caisse${at}`, `C${at}`];
    made(await command(owner, "/api/users", { username, password: PASSWORD, role: "caisse" }));

    // The first is there already.
    if (at > 1) made(await command(owner, "/api/caisses", { nom: name }));
    const till = server.at(`127.0.2.${at + 1}`);
    await till.signIn(username, PASSWORD);
    ok(await openTill(till, 0, name));
    tills.push(till);
    const printer = await TestPrinter.open();
    printers.push(printer);
    const add = "INSERT INTO imprimantes (id, nom, adresse, tiroir) VALUES (?, ?, ?, 1)";
    ok(await owner.query("insert", add, [at, `Imprimante ${at}`, printer.address]));
  }
  // It takes every call and says nothing: each job waits for it as long as a job may.
  printers[0]!.faults.mute = true;
  const figures = { off: [] as number[][], on: [] as number[][] };
  try {
    for (let round = 0; round < rounds; round++) {
      for (const way of ["off", "on"] as const) {
        const printer = way === "on" ? "CAST(substr(nom, 2) AS INTEGER)" : "NULL";
        ok(await owner.query("update", `UPDATE caisses SET imprimante_id = ${printer}`));
        const until = performance.now() + seconds * 1_000;
        figures[way].push((await Promise.all(tills.map((till) => sell(till, until, way === "on")))).flat());
      }
    }
  } finally {
    for (const printer of printers) await printer.turnOff();
    for (const till of tills) till.client.close();
    owner.client.close();
  }
  const printed = printers.map(({ documents }) => documents.length);
  const all = (way: "off" | "on") => figures[way].flat();
  const ratio = (q: number) =>
    median(figures.on.map((round, at) => quantile(round, q) / quantile(figures.off[at]!, q))).toFixed(2);
  const row = (label: string, way: "off" | "on") => [
    label,
    String(all(way).length),
    `${quantile(all(way), 0.5).toFixed(1)} ms`,
    `${quantile(all(way), 0.99).toFixed(1)} ms`,
  ];
  return `\n${TILLS} tills, ${rounds} rounds of ${seconds} s each way; ${
    printed.reduce((sum, n) => sum + n, 0)
  } documents came out, ${printed[0]} of the dead one:\n\n${
    table(["a payment in cash", "of", "p50", "p99"], [
      row("without printers", "off"),
      row("with receipt and drawer each", "on"),
      ["ratio, median of rounds", "", ratio(0.5), `${ratio(0.99)} (wanted ≤ 1.10)`],
    ])
  }`;
}

function made({ status, body }: Answer): void {
  if (status !== 200 && status !== 201) throw new Error(JSON.stringify(body));
}

/** Milliseconds of each payment. */
async function sell(till: Person, until: number, prints: boolean): Promise<number[]> {
  const taken: number[] = [];
  // As customers come: not in step with one another.
  await pause();
  while (performance.now() < until) {
    const sale = await draft(till, [1]);
    const begun = performance.now();
    ok(await pay(till, { ...sale, version: WRITTEN }, [cash(4_50)]));
    taken.push(performance.now() - begun);
    if (prints) ok(await command(till, `/api/ventes/${sale.id}/imprimer`));
    await pause();
  }
  return taken;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, -Math.log(1 - Math.random()) * PACE_MS));
}
