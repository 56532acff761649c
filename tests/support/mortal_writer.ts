/** Worker for tests: the shop's writer, which a ticket with one of these ids ends, or holds for ever. */
import { serveWriter } from "../../server/database/writing/writer_worker.ts";
import { engineCommands } from "../../server/security/engine_commands.ts";
import { shop } from "../../server/shop/application.ts";
import { DEADLY, STUCK } from "./mortal_tickets.ts";

const guard = (name: string, event: string) =>
  `CREATE TEMP TRIGGER ${name} BEFORE ${event} = '${STUCK}' BEGIN
  SELECT (WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n);
END`;

interface Port {
  onmessage: ((event: MessageEvent) => unknown) | null;
  postMessage(message: unknown): void;
}

const port = self as unknown as Port;
const answers = port.postMessage.bind(self);
let deadly = false;
const watched = {
  set onmessage(hear: ((event: MessageEvent) => unknown) | null) {
    port.onmessage = (event) => {
      deadly = typeof event.data?.jobs === "string" && event.data.jobs.includes(DEADLY);
      return hear?.(event);
    };
  },
  postMessage(message: unknown) {
    if (deadly && !JSON.stringify(message).includes(`"replayed":true`)) {
      throw new Error("ended between the commit and the answer");
    }
    answers(message);
  },
  close: () => self.close(),
};

serveWriter(
  watched as unknown as Parameters<typeof serveWriter>[0],
  {
    ...shop,
    guards: [
      ...shop.guards,
      guard("stuck_ticket", "INSERT ON ventes WHEN NEW.id"),
      guard("stuck_shop", "UPDATE ON boutique WHEN NEW.nom"),
    ],
  },
  engineCommands(shop.people),
);
