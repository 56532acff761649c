/** HTTP: the owner's screens, asked by who is not the owner or is so from elsewhere, and setting up what is set up. */
import {
  type Attempt,
  type Chapter,
  forbidden,
  type Http,
  http,
  post,
  roleNotHere,
  unauthenticated,
  type Who,
} from "./attempt.ts";

const auth = { as: "vendeur" as const, sent: http("GET", "/api/auth"), answered: 200 };
const QUERY = { type: "select", query: "SELECT 1 AS a" };

/** The owner's screens, and what each answers him. */
const OWNERS: readonly (readonly [sent: Http, answered: number])[] = [
  [http("GET", "/api/users"), 200],
  [post("/api/users", { username: "«uuid»", password: "mot de passe", role: "administrateur" }), 201],
  [http("PATCH", "/api/users/«other.id»", { body: '{"name":"Max"}' }), 200],
  [http("GET", "/api/sessions"), 200],
  [http("GET", "/api/network"), 200],
  [http("PUT", "/api/network", { body: '{"single_machine":false}' }), 200],
  [http("GET", "/api/rights"), 200],
  [http("GET", "/api/support"), 200],
  [http("GET", "/api/backups"), 200],
  [http("GET", "/api/journal"), 200],
  [http("GET", "/api/journal?kind=sign_in"), 200],
  [http("GET", "/api/journal/export"), 200],
  [http("GET", "/api/journal/export?format=csv"), 200],
  [http("GET", "/api/journal/verify"), 200],
];
const TILLS_OWN = ["GET /api/auth", "DELETE /api/auth", "GET /api/schema", "GET /api/metrics", "GET /ws"];
const ofOwner: Attempt[] = [
  ...OWNERS.flatMap(([sent, answered]) =>
    (["vendeur", "caisse", "nobody"] as const).map((as: Who): Attempt => ({
      name: `${sent.method} ${sent.path} by ${as}`,
      as,
      sent,
      refused: as === "nobody" ? unauthenticated : forbidden,
      premise: { as: "administrateur", sent, answered },
      ...(as === "nobody" ? {} : { journaled: "refused" as const }),
    }))
  ),
  {
    name: "the owner's session ended by a seller",
    as: "vendeur",
    sent: http("DELETE", "/api/sessions/«session:administrateur»"),
    refused: forbidden,
    premise: { as: "administrateur", sent: http("GET", "/api/auth"), answered: 200 },
    journaled: "refused",
  },
  {
    name: "one's own account raised",
    as: "vendeur",
    sent: http("PATCH", "/api/users/«seller.id»", { body: '{"role":"administrateur"}' }),
    refused: forbidden,
    premise: auth,
    journaled: "refused",
  },
  ...TILLS_OWN.map((line): Attempt => {
    const [verb = "", path = ""] = line.split(" ");
    return { name: `${line} by nobody`, as: "nobody", sent: http(verb, path), refused: unauthenticated, premise: auth };
  }),
  {
    name: "a query by nobody",
    as: "nobody",
    sent: post("/api/query", QUERY),
    refused: unauthenticated,
    premise: { as: "vendeur", sent: post("/api/query", QUERY), answered: 200 },
  },
  {
    name: "another's password changed by nobody",
    as: "nobody",
    sent: http("PUT", "/api/auth/password", { body: '{"current":"mot de passe","new":"mot de passe"}' }),
    refused: unauthenticated,
    premise: auth,
  },
];

const SETUP = { username: "voleur", password: "mot de passe" };
const setUp = { as: "administrateur" as const, sent: http("GET", "/api/auth"), answered: 200 };
const setups: Attempt[] = [
  {
    name: "a second owner by setup",
    as: "nobody",
    at: "server",
    sent: post("/api/setup", SETUP),
    refused: { status: [409], code: ["already_set_up"] },
    premise: setUp,
  },
  {
    name: "setup from the LAN",
    as: "nobody",
    sent: post("/api/setup", SETUP),
    refused: roleNotHere,
    premise: setUp,
    journaled: "refused",
  },
  {
    name: "setup through a proxy on the server PC",
    as: "nobody",
    at: "server",
    sent: post("/api/setup", SETUP, { headers: [["X-Forwarded-For", "127.0.0.1"]] }),
    refused: roleNotHere,
    premise: setUp,
    journaled: "refused",
  },
  {
    name: "setup by a till's session",
    as: "caisse",
    sent: post("/api/setup", SETUP),
    refused: roleNotHere,
    premise: setUp,
    journaled: "refused",
  },
];

export const screens: Chapter[] = [
  { title: "the owner's screens", attempts: ofOwner },
  { title: "setting up", attempts: setups },
];
