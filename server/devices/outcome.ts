/** How a job at a printer ended. */

/** Why a printer prints nothing now. `mute`: it did not say how it is. */
export type Trouble = "paper" | "cover" | "error" | "offline" | "mute";

export type Outcome =
  | { readonly state: "printed"; readonly paperLow: boolean }
  /** Not a byte of it was sent. `away`: nobody was there. */
  | { readonly state: "refused"; readonly reason: Trouble | "away" }
  /** Sent in part or whole. `cut`: nothing more was heard. */
  | { readonly state: "unknown"; readonly reason: Trouble | "cut" };
