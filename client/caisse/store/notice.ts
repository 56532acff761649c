/** What the cashier is told besides what was asked for. */
import type { CertainCommand } from "../../network/certain_commands.ts";
import type { Failure } from "../../network/failure.ts";
import type { Loss } from "./loss.ts";

/** Something that happened to the work in hand, to be read and closed. */
export type Notice =
  | { readonly kind: "loss"; readonly loss: Loss }
  | {
    readonly kind: "failure";
    readonly what: CertainCommand["kind"] | "take" | "add" | "change" | "tender";
    readonly failure: Failure;
  }
  /** Money that was taken already keeps a ticket from being dropped. */
  | { readonly kind: "charged" }
  /** The drawer was left open. */
  | { readonly kind: "drawer" };
