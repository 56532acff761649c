/** The running server in a few figures. */
import type { Locale } from "../../../../shared/errors.ts";
import { LANGUAGE } from "../../../../shared/language.ts";
import { Loading } from "../../../components/empty.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { inBytes } from "./in_bytes.ts";
import type { Figures, Keys } from "./system_work.ts";
import type { SystemMessages } from "./words.ts";

interface ServerPanelProps {
  /** Null until they are known. */
  figures: Figures | null;
  keys: Keys | null;
  t: OwnerMessages;
  w: SystemMessages;
  locale: Locale;
}

export function ServerPanel({ figures, keys, t, w, locale }: ServerPanelProps) {
  return (
    <section class="pane server" aria-labelledby="server-title">
      <header class="pane-head">
        <h2 id="server-title">{w.server}</h2>
      </header>
      {figures === null ? <Loading label={t.owner.loading} rows={4} /> : (
        <dl class="server-facts">
          {factsOf(figures, w, locale).map(([label, value]) => (
            <div key={label} class="server-fact">
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          {keys !== null && keysOf(keys, w).map(([label, value]) => (
            <div key={label} class="server-fact server-key">
              <dt>{label}</dt>
              <dd class="file-name">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function keysOf({ fiscal, authority }: Keys, w: SystemMessages) {
  return [[w.signingKey, fiscal ?? w.noKey], [w.authority, authority ?? w.noKey]] as const;
}

function factsOf({ process, database, clients, auth, requests }: Figures, w: SystemMessages, locale: Locale) {
  const count = (value: number) => new Intl.NumberFormat(LANGUAGE[locale]).format(value);
  return [
    [w.version, process.version],
    [w.uptime, w.duration(Math.floor(process.uptime_s / 3600), Math.floor(process.uptime_s / 60) % 60)],
    [w.database, inBytes(database.size_bytes, locale)],
    [w.log, inBytes(database.wal_bytes, locale)],
    [w.free, database.disk_free_bytes === null ? w.unknown : inBytes(database.disk_free_bytes, locale)],
    [w.memory, inBytes(process.rss_bytes, locale)],
    [w.connected, count(clients.connected)],
    [w.sessions, count(auth.sessions)],
    [w.requests, count(requests.total)],
    [w.errors, count(requests.errors)],
    [w.commit, w.milliseconds(count(Math.round(database.commit_ms.p50 * 10) / 10))],
  ] as const;
}
