/** What came down from head office last: what waits for its day, what was done, and what was refused and why. */
import type { Locale } from "../../../../shared/errors.ts";
import { LANGUAGE } from "../../../../shared/language.ts";
import { formatCents } from "../../../../shared/money.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import type { HeadOfficeWords } from "./head_office_fr.ts";
import type { Publication } from "./head_office_work.ts";

interface PublishedListProps {
  publications: readonly Publication[];
  w: HeadOfficeWords;
  locale: Locale;
}

const CHIPS: Readonly<Record<Publication["etat"], string>> = {
  prevue: "chip-short",
  appliquee: "chip-payee",
  refusee: "chip-gone",
  abandonnee: "chip-gone",
};

export function PublishedList({ publications, w, locale }: PublishedListProps) {
  return (
    <>
      <h3 class="pane-lead">{w.published}</h3>
      <ul class="rows">
        {publications.map((one) => (
          <li key={`${one.siege} ${one.publication} ${one.recue_le}`} class="row">
            <span class="row-main">
              <span class="row-title">{w.kinds[one.genre] ?? one.genre}</span>
              {aboutOf(one, w, locale).map((text) => <span key={text} class="row-about">{text}</span>)}
            </span>
            <span class={`chip ${CHIPS[one.etat]}`}>{w.outcomes[one.etat]}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function aboutOf(one: Publication, w: HeadOfficeWords, locale: Locale): readonly string[] {
  const { recue_le, a_partir_de, motif, motif_en, gardes, prix, detail: { texte, ajouts, changements } } = one;
  const from = a_partir_de === null ? [] : [w.from(wallClock(a_partir_de, locale))];
  const changed = ajouts === undefined || changements === undefined ? [] : [w.changed(ajouts, changements)];
  const kept = gardes === 0 ? [] : [w.kept(gardes)];
  const why = (locale === "fr" ? motif : motif_en) ?? motif;
  const prices = prix.map(({ libelle, avant, prix_ttc }) =>
    w.price(libelle, avant === null ? null : formatCents(avant, locale), formatCents(prix_ttc, locale))
  );
  return [
    [formatDateAndTime(recue_le, locale), ...from, ...changed, ...kept].join(" · "),
    ...texte === undefined ? [] : [texte],
    ...why === null ? [] : [why],
    ...one.perdue ? [w.lost] : [],
    ...prices,
  ];
}

/** It names no zone: it is what the clock on the shop's wall says. */
function wallClock(at: string, locale: Locale): string {
  return new Intl.DateTimeFormat(LANGUAGE[locale], {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  })
    .format(new Date(`${at}Z`));
}
