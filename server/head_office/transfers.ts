/** What is under way between the shops of a chain, as each has told it by its journal. */
import type { Asking } from "./connection.ts";
import type { ChainShop, SentLine, SentTransfer, TransferInquiry, Transfers } from "./inquiry.ts";
import { bounded, momentOf } from "./told_values.ts";

/** Lines that are told at once. */
const MOST = 2_000;

/** Those that have told of themselves. */
export async function otherShops(asking: Asking, shop: string): Promise<readonly ChainShop[]> {
  const { rows } = await asking.ask<ChainShop>(
    `SELECT shop, ${bounded("nom")} AS name FROM comptoir.partages WHERE shop <> $1 ORDER BY name, shop`,
    [shop],
  );
  return rows.map(({ shop, name }) => ({ shop, name }));
}

type Row = Omit<SentTransfer, "lines" | "at"> & SentLine & { readonly at: number };

/** `received`: here lately, which head office may not have heard of yet. */
export async function transfersOf(asking: Asking, shop: string, received: readonly string[]): Promise<Transfers> {
  const { rows: incoming } = await asking.ask<Row>(
    `SELECT e.id, e.shop, ${LINE}, NULL AS received FROM comptoir.transferts e JOIN comptoir.partages p ON p.shop = e.shop
     WHERE e.boutique = $1 AND e.sens = 'envoi' AND NOT EXISTS (SELECT 1 FROM comptoir.transferts r WHERE ${RECEIVED})
     ORDER BY e.le, e.shop, e.id, e.ligne LIMIT ${MOST}`,
    [shop],
  );
  const { rows: outgoing } = await asking.ask<Row>(
    `SELECT e.id, e.boutique AS shop, ${LINE}, r.quantite::text AS received
     FROM comptoir.transferts e JOIN comptoir.partages p ON p.shop = e.boutique
     LEFT JOIN comptoir.transferts r ON ${RECEIVED} AND r.ligne = e.ligne
     WHERE e.shop = $1 AND e.sens = 'envoi' ORDER BY e.le DESC, e.id, e.ligne LIMIT ${MOST}`,
    [shop],
  );
  const here = new Set(received);
  return { incoming: gathered(incoming).filter(({ id }) => !here.has(id)), outgoing: gathered(outgoing) };
}

/** One that is under way to this shop; null for none, and for one that it has received before, also in a life that a restore ended. */
export async function transferTo(asking: Asking, shop: string, { id, from }: TransferInquiry): Promise<SentTransfer | null> {
  const { rows } = await asking.ask<Row>(
    `SELECT e.id, e.shop, ${LINE}, NULL AS received FROM comptoir.transferts e JOIN comptoir.partages p ON p.shop = e.shop
     WHERE e.shop = $2 AND e.id = $3 AND e.boutique = $1 AND e.sens = 'envoi'
       AND NOT EXISTS (SELECT 1 FROM comptoir.transferts r WHERE ${RECEIVED})
     ORDER BY e.ligne`,
    [shop, from, id],
  );
  return gathered(rows)[0] ?? null;
}

function gathered(rows: readonly Row[]): SentTransfer[] {
  const found = Map.groupBy(rows, ({ shop, id }) => `${shop} ${id}`);
  return [...found.values()].map((lines) => {
    const [{ id, shop, name, at }] = lines as [Row];
    return {
      ...{ id, shop, name, at: momentOf(at) },
      lines: lines.map(({ place, code, label, unit, quantity, received }) => (
        { place: Number(place), code, label, unit, quantity, received }
      )),
    };
  });
}

const LINE = `${bounded("p.nom")} AS name, e.ligne AS place, ${bounded("e.code")} AS code, ${bounded("e.libelle")} AS label, ${
  bounded("e.unite")
} AS unit, e.quantite::text AS quantity,
  extract(epoch FROM e.le)::float8 AS at`;
const RECEIVED = "r.shop = e.boutique AND r.sens = 'reception' AND r.boutique = e.shop AND r.id = e.id";
