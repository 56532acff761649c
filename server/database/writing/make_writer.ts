/** The writer of a database with all its commands: in its Worker, for a copy that is restored, for a shop that is made. */
import type { DatabaseSync } from "node:sqlite";
import type { Application, Command } from "../application.ts";
import type { Clock } from "../clock.ts";
import type { ContentMark } from "../files/content_mark.ts";
import type { DataFolder } from "../files/folder.ts";
import type { JournalBudget } from "../journal/budget.ts";
import type { Pulse } from "../workers/pulse.ts";
import { Writer } from "./writer.ts";

export interface WriterParts {
  /** Where the application's keys lie. */
  readonly folder: DataFolder;
  readonly application: Application;
  /** The engine's own; the application's join them. */
  readonly commands: Readonly<Record<string, Command>>;
  readonly version: string;
  readonly clock: Clock;
}

/** What it says while it works, how much tills may write, and what it leaves in the file: in its Worker alone. */
export interface WriterWatch {
  readonly pulse: Pulse;
  readonly budget: JournalBudget | null;
  readonly mark: ContentMark;
}

export function makeWriter(db: DatabaseSync, parts: WriterParts, watch?: WriterWatch): Writer {
  const { folder, application, commands, version, clock } = parts;
  const own = application.commands({
    version,
    secret: (name, make) => folder.secret(name, make),
    read: (sql) => db.prepare(sql).get(),
    engine: commands,
  });
  return new Writer(db, application, { ...own, ...commands }, clock, watch?.pulse, watch?.budget, watch?.mark);
}
