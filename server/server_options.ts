/** What a server is started with. */
import type { Application } from "./database/application.ts";
import type { Clock } from "./database/clock.ts";
import type { DataFolder } from "./database/files/folder.ts";
import type { ApplicationRoute } from "./database/route.ts";
import type { LastResort } from "./database/workers/casualties.ts";
import type { Libc } from "./http/libc.ts";
import type { Listener } from "./http/listener.ts";
import type { LocalName } from "./network/local_name.ts";
import type { RestoreTried } from "./restoring/restore_tried.ts";
import type { RecentLog } from "./recent_log.ts";
import type { SecureDoorOptions } from "./secure_door.ts";
import type { ShopOptions } from "./open_shop.ts";

export interface ServerOptions {
  /** The port, which is held already. */
  readonly listener: Listener;
  readonly folder: DataFolder;
  readonly application: Application;
  /** What the application offers over HTTP. */
  readonly routes: readonly ApplicationRoute[];
  readonly singleMachine: boolean;
  readonly allowedHosts: readonly string[];
  /** The origin that browsers see behind a proxy; null without one. */
  readonly publicOrigin: string | null;
  /** Addresses of proxies whose word on the caller is taken. */
  readonly trustedProxies: readonly string[];
  /** The name by which this PC is found on the local network; null where none is to be announced. */
  readonly localName: LocalName | null;
  /** The shop's own certificate: what speaks HTTPS beside HTTP. */
  readonly secureDoor: SecureDoorOptions;
  /** What browsers will not like about the certificate; null without one. */
  readonly certificateTrouble: () => readonly string[] | null;
  /** Requests a minute for one session; 0 is no limit. */
  readonly rateLimit: number;
  readonly version: string;
  /** The folder of the built page. */
  readonly page: string;
  readonly processes: ShopOptions["processes"];
  readonly warning: string | null;
  readonly recentLog: Pick<RecentLog, "lines">;
  readonly clock: Clock;
  readonly lastResort: LastResort;
  /** Stops this server, does something that does not throw while nobody else has the folder, and starts another on the same port, which is told how that went. */
  readonly anew: (meanwhile: () => Promise<RestoreTried>) => void;
  /** How the restore ended for which it was started anew; null for none. */
  readonly restored: RestoreTried | null;
  /** What the system tells of our connections; null where it does not. */
  readonly libc: Libc | null;
}
