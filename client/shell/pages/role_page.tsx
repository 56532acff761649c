/** The page of a role, once it is fetched: a till need not carry the owner's screens. */
import { useEffect } from "preact/hooks";
import { Empty, Loading } from "../../components/empty.tsx";
import type { Work } from "../store/work.ts";
import type { Messages } from "../words/words.ts";
import type { View } from "../role_screens.ts";
import { fetchShellWhenIdle } from "./later.ts";

interface RolePageProps {
  view: View | null;
  /** Null while what the role does is fetched. */
  work: Work | null;
  /** It could not be fetched. */
  missing: boolean;
  t: Messages;
}

export function RolePage({ view, work, missing, t: { appName, starting } }: RolePageProps) {
  const drawn = view === null || work === null ? null : view.draw(work);
  useEffect(() => {
    if (drawn !== null) fetchShellWhenIdle();
  }, [drawn !== null]);
  if (drawn !== null) return drawn;
  return (
    <main class="role-loading">
      <h1 class="visually-hidden">{appName}</h1>
      {!missing ? <Loading label={starting.title} /> : (
        // The server has another version by now, or is away: the page begins anew.
        <Empty icon="offline" title={starting.failedTitle}>
          <button type="button" class="button button-plain" onClick={() => location.reload()}>{starting.retry}</button>
        </Empty>
      )}
    </main>
  );
}
