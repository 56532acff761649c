/** The language and the pages of the role: each fetched when it is needed, and changed all at once. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Locale } from "../shared/errors.ts";
import type { Role } from "../shared/roles.ts";
import { stylesOf } from "./components/later_styles.ts";
import type { RoleScreens, View } from "./shell/role_screens.ts";
import type { WorkType } from "./shell/store/store.ts";
import type { Work } from "./shell/store/work.ts";
import type { Messages } from "./shell/words/words.ts";

interface Spoken {
  readonly locale: Locale;
  readonly t: Messages;
  /** Null while nobody works here, or the pages are on their way. */
  readonly view: View | null;
}

type ByLanguage<T> = Readonly<Record<Locale, () => Promise<{ readonly words: T }>>>;

const SHELL: ByLanguage<Messages> = {
  fr: () => import("./shell/words/shell_fr.ts"),
  en: () => import("./shell/words/shell_en.ts"),
};

const ROLES: Readonly<Record<Role, (locale: Locale, shell: Messages) => Promise<View>>> = {
  administrateur: viewOf(async () => (await Promise.all([import("./owner/pages/owner.tsx"), stylesOf("owner")]))[0].owner, {
    fr: () => import("./owner/words/owner_fr.ts"),
    en: () => import("./owner/words/owner_en.ts"),
  }),
  caisse: viewOf(async () => (await import("./caisse/pages/caisse.tsx")).caisse, {
    fr: () => import("./caisse/words/caisse_fr.ts"),
    en: () => import("./caisse/words/caisse_en.ts"),
  }),
  vendeur: viewOf(async () => (await import("./vendeur/pages/vendeur.tsx")).vendeur, {
    fr: () => import("./vendeur/words/vendeur_fr.ts"),
    en: () => import("./vendeur/words/vendeur_en.ts"),
  }),
};

function viewOf<W extends Work, Own extends object>(
  screens: () => Promise<RoleScreens<W, Messages & Own>>,
  words: ByLanguage<Own>,
) {
  return async (locale: Locale, shell: Messages): Promise<View> => {
    const [{ Work, Page }, { words: own }] = await Promise.all([screens(), words[locale]()]);
    const t = { ...shell, ...own };
    return { Work, draw: (work) => work instanceof Work ? <Page store={work} t={t} locale={locale} /> : null };
  };
}

export class Screens {
  readonly #spoken = signal<Spoken | null>(null);
  readonly #failed = signal(false);
  /** What is wanted, while it is fetched and afterwards. */
  #locale: Locale;
  #role: Role | null = null;
  /** Tells the last wish from those before it. */
  #turn = 0;

  /** `locale` is the language to begin with. */
  constructor(locale: Locale) {
    this.#locale = locale;
  }

  /** Null until the first language is there. */
  get spoken(): ReadonlySignal<Spoken | null> {
    return this.#spoken;
  }

  /** The language that was chosen last could not be fetched. */
  get failed(): ReadonlySignal<boolean> {
    return this.#failed;
  }

  /** What the server's sentences should be written in. */
  get locale(): Locale {
    return this.#locale;
  }

  /** Changes the language once all its words are here; false when they cannot be fetched: the present one stays. */
  async choose(locale: Locale): Promise<boolean> {
    const before = this.#spoken.peek()?.locale ?? locale;
    this.#failed.value = false;
    this.#locale = locale;
    try {
      await this.#show();
      return true;
    } catch {
      if (this.#locale === locale) this.#locale = before;
      this.#failed.value = true;
      return false;
    }
  }

  /** Fetches what a role works with. Throws when it cannot be fetched. */
  async enter(role: Role): Promise<WorkType> {
    this.#role = role;
    return (await this.#show())!.Work;
  }

  /** Fetches what is wanted, and shows it unless something else is wanted by then. */
  async #show(): Promise<View | null> {
    const turn = ++this.#turn;
    const locale = this.#locale;
    const role = this.#role;
    const { words: t } = await SHELL[locale]();
    const view = role === null ? null : await ROLES[role](locale, t);
    if (turn === this.#turn) this.#spoken.value = { locale, t, view };
    return view;
  }
}
