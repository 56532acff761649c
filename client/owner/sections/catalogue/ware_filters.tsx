/** What narrows the table of articles: words; category, rate, and whether they are on sale. */
import type { Locale } from "../../../../shared/errors.ts";
import type { Category } from "../../../catalogue/catalogue.ts";
import { Icon } from "../../../components/icon.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { formatRate } from "./vat.ts";
import type { Look, WaresWork } from "./wares_work.ts";
import type { Words } from "./words_fr.ts";

interface WareFiltersProps {
  work: WaresWork;
  categories: readonly Category[];
  t: OwnerMessages;
  w: Words;
  locale: Locale;
}

export function WareFilters({ work, categories, t, w, locale }: WareFiltersProps) {
  const { category, vat, onSale } = work.look.value;
  const rates = work.filterRates.value.map((rate) => [String(rate), formatRate(rate, locale)] as const);
  const named = categories.map(({ id, name }) => [String(id), name] as const);
  return (
    <div class="ware-filters">
      <Filter
        label={t.owner.category}
        value={String(category ?? "")}
        options={[["", w.allCategories], ...named, ["none", t.owner.noCategory]]}
        onChoose={(value) => work.lookFor({ category: value === "" ? null : value === "none" ? value : Number(value) })}
      />
      <Filter
        label={t.owner.vat}
        value={String(vat ?? "")}
        options={[["", w.allRates], ...rates]}
        onChoose={(value) => work.lookFor({ vat: value === "" ? null : Number(value) })}
      />
      <Filter
        label={w.fields.active}
        value={onSale}
        options={[["active", w.onlyOnSale], ["retired", w.onlyRetired], ["all", w.bothOnSale]]}
        onChoose={(value) => work.lookFor({ onSale: value as Look["onSale"] })}
      />
    </div>
  );
}

export function WareWords({ work, w }: Pick<WareFiltersProps, "work" | "w">) {
  return (
    <div class="filter-words" role="search">
      <Icon name="search" />
      <input
        type="search"
        class="input"
        value={work.look.value.words}
        placeholder={w.search}
        aria-label={w.search}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => work.lookFor({ words: event.currentTarget.value })}
      />
    </div>
  );
}

interface FilterProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChoose: (value: string) => void;
}

function Filter({ label, value, options, onChoose }: FilterProps) {
  return (
    <select class="input" aria-label={label} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
      {options.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
    </select>
  );
}
