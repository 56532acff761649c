/** The time zone that the server tells: the application's own, read anew whenever the table that keeps it changed. */
import type { Application } from "./database/application.ts";
import type { DatabaseService } from "./database/service.ts";
import { ownZone } from "../shared/time_zone.ts";

export class TimeZone {
  #name = ownZone();
  #reading: Promise<void> = Promise.resolve();

  constructor(readonly database: Pick<DatabaseService, "read">, readonly kept: Application["timeZone"]) {}

  /** IANA name. */
  get name(): string {
    return this.#name;
  }

  /** One look after the other: the last one is right. */
  read(): Promise<void> {
    return this.#reading = this.#reading.then(() => this.#read()).catch((error: Error) => {
      console.error(`the time zone was not read: ${error.message}`);
    });
  }

  /** To be told of the tables that were changed. */
  changed(tables: readonly string[]): void {
    if (this.kept !== null && tables.includes(this.kept.table)) void this.read();
  }

  async #read(): Promise<void> {
    if (this.kept === null) return;
    const { table, column } = this.kept;
    const [row] = await this.database.read<{ zone: string | null }>(`SELECT ${column} AS zone FROM ${table}`);
    this.#name = row?.zone ?? ownZone();
  }
}
