/** The document as tests hold every frame to it: what a socket is told is as described, field by field, and so is what it is refused for. */
import assert from "node:assert/strict";
import { jsonSchema } from "../../server/http/json_schema.ts";
import type { Frames } from "../../server/http/route.ts";
import { routesOf } from "../../server/http/routes.ts";
import { frames } from "../../server/http/routes/frame_shapes.ts";
import { ROUTES } from "../../server/shop/routes.ts";
import { undescribed } from "./described.ts";

const described = (schemas: Frames["told"]) => schemas.map((schema) => ({ schema, described: jsonSchema(schema) }));
const told = described(frames.told);
const shown = described(routesOf(ROUTES).find(({ path }) => path === "/ws/afficheur")!.frames!.told);

/** Throws where a frame of the server is none that the document describes. */
export function assertTold(text: string): void {
  assertOneOf(told, text);
}

/** The same for a display's. */
export function assertShown(text: string): void {
  assertOneOf(shown, text);
}

function assertOneOf(all: typeof told, text: string): void {
  const message: unknown = JSON.parse(text);
  const one = all.find(({ schema }) => schema.safeParse(message).success);
  assert.ok(one !== undefined, `no frame that the document knows: ${text.slice(0, 500)}`);
  const more = undescribed([one.described], message, "");
  assert.deepEqual(more, [], `the document does not describe all of the frame ${text.slice(0, 500)}`);
}

/** Whether the document allows a client to say it. */
export function isHeard(data: unknown): boolean {
  try {
    const message = JSON.parse(data as string);
    return frames.heard.some((schema) => schema.safeParse(message).success);
  } catch {
    return false;
  }
}
