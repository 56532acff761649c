/** The server with a route more, which says nothing of who may ask: what somebody forgets to say when adding one. */
import { z } from "zod";
import type { ApplicationRoute } from "../../server/database/route.ts";
import { ROUTES } from "../../server/shop/routes.ts";

const forgotten: ApplicationRoute = {
  kind: "read",
  method: "GET",
  path: "/api/oubliee",
  question: "caisses.liste",
  summary: "Somebody forgot to say who may ask",
  answer: z.looseObject({}).meta({ id: "Forgotten" }),
  errors: [],
};

(ROUTES as ApplicationRoute[]).push(forgotten);
await import("../../main.ts");
