/** What the head office of a chain has to say, one touch away from every page for as long as it lasts; nothing where it says nothing. */
import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { Dialog } from "../../components/dialog.tsx";
import { Icon } from "../../components/icon.tsx";
import { LiveList } from "../../network/live_list.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { Messages } from "../words/words.ts";
import { announcements as en } from "../words/announcements_en.ts";
import { announcements as fr, type AnnouncementWords } from "../words/announcements_fr.ts";

const WORDS: Readonly<Record<Locale, AnnouncementWords>> = { fr, en };

interface AnnouncementsProps {
  client: NetworkClient;
  t: Messages;
  locale: Locale;
}

export function Announcements({ client, t, locale }: AnnouncementsProps) {
  const w = WORDS[locale];
  const open = useSignal(false);
  const [list] = useState(() => new LiveList(client, ["annonces"], () => fetchAnnouncements(client)));
  useEffect(() => {
    list.start();
    return () => list.stop();
  }, [list]);
  const rows = list.rows.value ?? [];
  if (rows.length === 0) return null;
  return (
    <>
      <button type="button" class="presence" aria-label={w.count(rows.length)} onClick={() => open.value = true}>
        <Icon name="alert" />
        <span class="presence-word" aria-hidden="true">{w.short}</span>
      </button>
      {open.value && (
        <Dialog title={w.title} close={t.close} onClose={() => open.value = false}>
          <div class="dialog-body">{rows.map(({ id, texte }) => <p key={id} class="note announcement">{texte}</p>)}</div>
        </Dialog>
      )}
    </>
  );
}

interface Announcement {
  readonly id: number;
  readonly texte: string;
}

/** The latest first. */
async function fetchAnnouncements(client: NetworkClient): Promise<readonly Announcement[]> {
  const { rows } = await client.query("select", "SELECT id, texte FROM annonces ORDER BY id DESC LIMIT 20", []);
  return rows as unknown as readonly Announcement[];
}
