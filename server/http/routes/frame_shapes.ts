/** The frames of /ws, and of a display: the compiler holds each to the type that the server and its page exchange, field by field. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type {
  ChangeAuthor,
  ClientMessage,
  DataChangeMessage,
  DataChangesMessage,
  DisplayHeartbeatMessage,
  DisplayMessage,
  HeartbeatMessage,
  HelloMessage,
  JsonValue,
  PresenceMessage,
  PresentPerson,
  ResetMessage,
  RowChange,
  ServerMessage,
  WireValue,
} from "../../../shared/protocol.ts";
import type { Frames } from "../route.ts";
import { count, role, user } from "./shapes.ts";

/** A shape for every field of a message, and for no other. */
type ShapeOf<M> = { readonly [K in keyof M]-?: z.ZodType<M[K]> };
/** One for each of some messages, by what their `type` says. */
type Each<M extends { readonly type: string }> = { readonly [T in M["type"]]: z.ZodType<Extract<M, { type: T }>> };

const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/).meta({
  description: "RFC 3339, UTC",
  format: "date-time",
});
const seq = count.describe("The journal's number of a change.");
const head = count.describe("The number of the last change that everybody was told of.");

const wireValue: z.ZodType<WireValue> = z.union([
  z.string(),
  z.number(),
  z.null(),
  z.object({ $blob: z.string().meta({ format: "byte", description: "Base64." }) }),
  z.object({ $real: z.string().describe("Infinity or -Infinity.") }),
]).meta({ id: "Value", description: "Of a column; an integer beyond ±(2^53 − 1) is decimal text." });

const author = z.object(
  {
    user_id: count.nullable().describe("null where it was the server itself."),
    username: z.string(),
    role: role.nullable(),
  } satisfies ShapeOf<ChangeAuthor>,
).meta({ id: "ChangeAuthor" });

const change = z.object(
  {
    table: z.string(),
    op: z.enum(["insert", "update", "delete"]),
    key: z.record(z.string(), wireValue).describe("Its primary key, by column. The row itself is asked for by POST /api/query."),
  } satisfies ShapeOf<RowChange>,
).meta({ id: "RowChange" });

const person = z.object(
  {
    user_id: count,
    username: z.string(),
    name: z.string(),
    role,
    since: moment.describe("RFC 3339, UTC: since when at least one socket of theirs has been open."),
  } satisfies ShapeOf<PresentPerson>,
).meta({ id: "PresentPerson" });

const dataChange = z.object(
  {
    type: z.literal("data_change"),
    seq,
    prev: count.describe(
      "seq of the data_change before it on this socket, or where it began: another number means that one was lost.",
    ),
    at: moment,
    by: author,
    changes: z.array(change).describe("One for each row, of tables that the receiver's role may select; none where truncated."),
    truncated: z.literal(true).exactOptional().describe(
      `More than ${LIMITS.changesListed} rows changed: they are not listed, and tables says where they are.`,
    ),
    tables: z.array(z.string()).exactOptional().describe("Present with truncated."),
  } satisfies ShapeOf<DataChangeMessage>,
).meta({ id: "DataChange", description: "What one request wrote, once it is on disk; in the order of seq." });

const told: Each<ServerMessage> = {
  hello: z.object(
    {
      type: z.literal("hello"),
      epoch: z.string().describe("Of this history of the shop; another after a backup was restored."),
      seq: head,
      heartbeat_s: count.describe("Seconds from one heartbeat to the next."),
      user,
    } satisfies ShapeOf<HelloMessage>,
  ).meta({ id: "Hello", description: "The first message, once." }),
  data_change: dataChange,
  data_changes: z.object(
    {
      type: z.literal("data_changes"),
      all: z.array(dataChange).min(2).describe("In the order of seq; each is what it would have been in a frame of its own."),
    } satisfies ShapeOf<DataChangesMessage>,
  ).meta({
    id: "DataChanges",
    description:
      "What several requests wrote, once it is on disk, or what was missed of it: to those who asked for it by together=1.",
  }),
  heartbeat: z.object({ type: z.literal("heartbeat"), seq: head } satisfies ShapeOf<HeartbeatMessage>)
    .meta({ id: "Heartbeat", description: "Every heartbeat_s, and in answer to a ping; many pings at once have one answer." }),
  reset: z.object(
    {
      type: z.literal("reset"),
      reason: z.enum(["epoch_changed", "history_trimmed"]),
    } satisfies ShapeOf<ResetMessage>,
  ).meta({ id: "Reset", description: "What was missed is not told again: everything is to be fetched anew." }),
  presence: z.object(
    {
      type: z.literal("presence"),
      people: z.array(person).describe("In the order in which they came, each once."),
      disk_low: z.literal(true).exactOptional().describe("Only payments and closings are written until the disk has room again."),
    } satisfies ShapeOf<PresenceMessage>,
  ).meta({
    id: "Presence",
    description: "Who is there: to those who asked for it, after what they missed and whenever somebody comes or goes.",
  }),
};

const heard: Each<ClientMessage> = {
  ping: z.object({ type: z.literal("ping") })
    .meta({
      id: "Ping",
      description: `Asks for a heartbeat. At most ${LIMITS.frameBytes} bytes; anything else closes the socket.`,
    }),
};

export const frames: Frames = { told: Object.values(told), heard: Object.values(heard), answer: told.heartbeat };

/** Of /ws/afficheur, where nothing is heard. `shows`: what the application shows there. */
export function displayFrames(shows: z.ZodType): Frames {
  const told: Each<DisplayMessage | DisplayHeartbeatMessage> = {
    display: z.object(
      { type: z.literal("display"), shows: shows as z.ZodType<JsonValue> } satisfies ShapeOf<DisplayMessage>,
    ).meta({ id: "Display", description: "All that is to be seen: at the beginning, and whenever it changes." }),
    heartbeat: z.object({ type: z.literal("heartbeat") } satisfies ShapeOf<DisplayHeartbeatMessage>)
      .meta({ id: "DisplayHeartbeat", description: `Every ${LIMITS.heartbeatMs / 1_000} s.` }),
  };
  return { told: Object.values(told), heard: [], answer: null };
}
