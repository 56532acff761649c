/** What would come of an import, or what has. */
import type { JsonValue } from "../../../../shared/protocol.ts";

export interface Preview {
  readonly ligne: number;
  readonly action: string;
  readonly nom: string;
  readonly avant: Readonly<Record<string, JsonValue>>;
  readonly apres: Readonly<Record<string, JsonValue>>;
}

export interface Outcome {
  readonly id: number | null;
  readonly ajouts: number;
  readonly changements: number;
  readonly inchanges: number;
  readonly apercu: readonly Preview[];
}
