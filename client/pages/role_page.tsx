/** The page of a role, fetched once it is known who works here: a till need not carry the owner's screens. */
import { useSignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../shared/errors.ts";
import type { Role } from "../../shared/roles.ts";
import { Empty, Loading } from "../components/empty.tsx";
import type { Messages } from "../i18n.ts";
import type { Store } from "../store/store.ts";

interface PageProps {
  store: Store;
  t: Messages;
  locale: Locale;
}
type Page = FunctionComponent<PageProps>;

const PAGES: Readonly<Record<Role, () => Promise<Page>>> = {
  administrateur: () => import("./owner.tsx").then(({ Owner }) => Owner),
  caisse: () => import("./caisse.tsx").then(({ CaissePage }) => CaissePage),
  vendeur: () => import("./vendeur.tsx").then(({ Vendeur }) => Vendeur),
};

export function RolePage({ role, ...props }: PageProps & { role: Role }) {
  const loaded = useSignal<{ readonly role: Role; readonly page: Page } | null>(null);
  const failed = useSignal(false);
  useEffect(() => {
    failed.value = false;
    PAGES[role]().then((page) => loaded.value = { role, page }, () => failed.value = true);
  }, [role]);
  if (loaded.value?.role === role) {
    const { page: Page } = loaded.value;
    return <Page {...props} />;
  }
  const { starting } = props.t;
  return (
    <main class="role-loading">
      {!failed.value ? <Loading label={starting.title} /> : (
        // The server has another version by now, or is away: the page begins anew.
        <Empty icon="offline" title={starting.failedTitle}>
          <button type="button" class="button button-plain" onClick={() => location.reload()}>{starting.retry}</button>
        </Empty>
      )}
    </main>
  );
}
