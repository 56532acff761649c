/**
 * A copy put back by the running server, as `comptoir restore` does it. It is looked through beside the shop, which goes on
 * selling; then the server is taken apart, the copy takes the database's place, and the server begun anew tells how it went.
 */
import { join } from "node:path";
import { AppError, say } from "../shared/errors.ts";
import { LIMITS } from "../shared/limits.ts";
import type { Backups } from "./backups.ts";
import type { Actor } from "./database/application.ts";
import { momentOf } from "./database/clock.ts";
import { freeBytes } from "./database/files/disk_space.ts";
import type { KeptBackup } from "./database/files/kept_backups.ts";
import { Replacement } from "./database/files/replacement.ts";
import { decide } from "./database/restore.ts";
import type { DatabaseService } from "./database/service.ts";
import type { LongWork } from "./long_work.ts";
import { type NextTicket, nextTickets } from "./restoring/next_tickets.ts";
import type { RestoreTried } from "./restoring/restore_tried.ts";
import { sealedBack } from "./restoring/sealed_back.ts";
import { refusalOf } from "./restoring/shop_copy.ts";
import type { ServerOptions } from "./server_options.ts";

export interface RestoreOrder {
  /** The name of one of the copies in the data folder. */
  readonly file: string;
  /** Till → the last number that it printed. */
  readonly last_numbers: Readonly<Record<string, number>>;
}

export interface RestoreTold extends RestoreTried {
  readonly next: readonly NextTicket[];
}

type Options = Pick<ServerOptions, "folder" | "application" | "version" | "clock" | "anew" | "restored">;

export class Restores {
  #begun = false;

  constructor(
    readonly options: Options,
    readonly backups: Backups,
    readonly database: DatabaseService,
    readonly longWork: LongWork,
  ) {
    const { restored, folder } = options;
    this.last = restored && { ...restored, next: restored.failed === null ? nextTickets(folder) : [] };
  }

  /** How it ended, and from where numbering goes on in what is in place now; null when this server was begun for another reason. */
  readonly last: RestoreTold | null;

  /**
   * Resolves when the copy is found good and the server is about to stop for it. Throws, with the shop as it was: `not_found`,
   * `restore_refused` for one that may not take its place, `busy` while another is under way.
   */
  async begin(order: RestoreOrder, actor: Actor): Promise<void> {
    if (this.#begun) throw new AppError("busy");
    const copy = this.backups.list().find(({ name }) => name === order.file);
    if (copy === undefined) throw new AppError("not_found", { reason: NO_COPY });
    this.#begun = true;
    try {
      await this.#requireRoom(copy);
      const { clock } = this.options;
      const { refused } = await this.longWork.stage(join(this.backups.folder.backups, copy.name), clock.now());
      if (refused !== null) throw new AppError("restore_refused", { reason: refused });
      // In the database of before: whoever keeps that finds who had it replaced.
      await this.database.command("engine.note", actor, { kind: "restore_begun", detail: { file: copy.name } });
    } catch (error) {
      this.#begun = false;
      // A copy of the whole shop: it may have been staged before this went wrong.
      Replacement.begun(this.options.folder).abandon();
      throw error;
    }
    this.options.anew(() => this.#put(order, actor));
  }

  /** The copy that is looked through and the one of the database of before take no room that payments need. */
  async #requireRoom({ size_bytes }: KeptBackup): Promise<void> {
    const free = await freeBytes(this.options.folder.path) ?? Infinity;
    const here = this.database.metrics();
    if (free < size_bytes + here.size_bytes + here.wal_bytes + LIMITS.startRoomBytes) {
      throw new AppError("restore_refused", { reason: NO_ROOM });
    }
  }

  async #put({ file, last_numbers }: RestoreOrder, actor: Actor): Promise<RestoreTried> {
    const { folder, application, version, clock } = this.options;
    const replacement = Replacement.begun(folder);
    const tried = { at: momentOf(clock), file };
    try {
      const { kept, left } = await decide(replacement, {
        application,
        version,
        detail: { last_numbers, by: actor.username },
        now: new Date(clock.now()),
      });
      settleOrLeave(replacement);
      const sealed = sealedBack(folder, join(folder.backups, file));
      if (sealed !== null) console.error(sealed);
      return { ...tried, failed: null, kept, sure: left === "same" };
    } catch (error) {
      console.error(`Nothing was restored: ${(error as Error).message}`);
      return { ...tried, failed: refusalOf(error as Error), kept: null, sure: true };
    }
  }
}

/** It is decided: what goes wrong here is tried again by whoever begins the server on the folder. */
function settleOrLeave(replacement: Replacement): void {
  try {
    replacement.settle();
  } catch (error) {
    console.error(`The copy is not in the shop's place yet: ${(error as Error).message}`);
  }
}

const NO_COPY = say(
  "Aucune sauvegarde de ce nom dans le dossier des sauvegardes",
  "There is no copy of this name in the backups' folder",
);
const NO_ROOM = say("il n'y a pas assez de place sur le disque", "there is not enough room on the disk");
