/** What a request has done, before the journal has it. */
import type { JsonValue, WireRow } from "../../../shared/protocol.ts";

export interface Done {
  /** The answer without its closing brace or `seq`, or the whole answer of a command. */
  readonly body: (seq: number | null) => string;
  /** The same without the rows that it answers. */
  readonly outcome: (seq: number | null) => string;
  readonly kind: string;
  readonly statements: readonly string[];
  /** Nothing of it stays: it only showed what would come of it. */
  readonly undone: boolean;
  readonly detail: Readonly<Record<string, JsonValue>> | null;
  /** Tables with personal fields of which the answer may tell any row. */
  readonly tells: readonly string[];
  /** Rows whose personal fields are to be forgotten, once the journal has them. */
  readonly forgotten: readonly { readonly table: string; readonly key: WireRow }[];
}
