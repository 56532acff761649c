/** The categories in their order: added, named, coloured, moved and deleted. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import type { Category } from "../../../catalogue/catalogue.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import { Failure } from "../../../network/failure.ts";
import { explain } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import type { CategoriesWork } from "./categories_work.ts";
import { CategoryForm } from "./category_form.tsx";
import { Cell } from "./cell.tsx";
import { sayOvertaken } from "./ware_field.tsx";
import type { Words } from "./words_fr.ts";
import { SureAbout } from "../../components/sure_dialog.tsx";

interface CategoriesPanelProps {
  work: CategoriesWork;
  /** Articles by category. */
  counts: ReadonlyMap<number | null, number>;
  /** The form of a new one is open. */
  adds: boolean;
  t: OwnerMessages;
  w: Words;
  locale: Locale;
  onAdd: (name: string) => Promise<Failure | null>;
  onAdds: (adds: boolean) => void;
}

export function CategoriesPanel({ work, counts, adds, t, w, locale, onAdd, onAdds }: CategoriesPanelProps) {
  const removing = useSignal<Category | null>(null);
  const submission = useSubmission();
  const rows = work.list.rows.value ?? [];
  const rename = async (category: Category, to: string): Promise<string | null> => {
    if (to.trim() === "") return t.account.missing;
    try {
      const overtaken = await work.change(category, "name", to.trim());
      return overtaken === null ? null : sayOvertaken(overtaken, String, { w, locale });
    } catch (error) {
      return explain(Failure.from(error), t);
    }
  };
  const move = (category: Category, by: -1 | 1, label: string, disabled: boolean) => (
    <button
      type="button"
      class="button button-quiet button-icon"
      aria-label={label}
      disabled={disabled}
      onClick={() => submission.run(() => work.move(category, by))}
    >
      {by === -1 ? "↑" : "↓"}
    </button>
  );
  return (
    <section class="pane categories" aria-labelledby="categories-title">
      <header class="pane-head">
        <h2 id="categories-title">{w.categories}</h2>
        {!adds && (
          <button type="button" class="button button-plain" onClick={() => onAdds(true)}>
            <Icon name="plus" />
            {t.owner.categoryAdd}
          </button>
        )}
      </header>
      {adds && <CategoryForm t={t} onAdd={onAdd} onClose={() => onAdds(false)} />}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {rows.length === 0 ? <p class="pane-lead">{w.noCategories}</p> : (
        <DataTable
          label={w.categories}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              name: "color",
              label: w.color,
              cell: (category) => (
                <input
                  type="color"
                  class="color-well"
                  aria-label={w.fieldOf(w.color, category.name)}
                  value={category.color}
                  onChange={(event) => {
                    const to = event.currentTarget.value;
                    submission.run(() => attempt(async () => void await work.change(category, "color", to)));
                  }}
                />
              ),
            },
            {
              name: "name",
              label: w.categoryName,
              cell: (category) => (
                <Cell
                  name={w.fieldOf(w.categoryName, category.name)}
                  text={category.name}
                  maxLength={100}
                  onSave={(to) => rename(category, to)}
                >
                  {category.name}
                </Cell>
              ),
            },
            { name: "count", label: w.articles, cell: ({ id }) => counts.get(id) ?? 0, figures: true },
            {
              name: "deeds",
              label: "",
              cell: (category) => (
                <span class="cell-deeds">
                  {move(category, -1, w.moveUp(category.name), category === rows[0])}
                  {move(category, 1, w.moveDown(category.name), category === rows.at(-1))}
                  <button
                    type="button"
                    class="button button-quiet button-icon"
                    aria-label={w.removeCategory(category.name)}
                    onClick={() => removing.value = category}
                  >
                    <Icon name="trash" />
                  </button>
                </span>
              ),
            },
          ]}
        />
      )}
      <SureAbout
        about={removing}
        title={({ name }) => w.removeTitle(name)}
        body={({ id }) => w.removeBody(counts.get(id) ?? 0)}
        deed={w.remove}
        t={t}
        onSure={(category) => void submission.run(() => work.remove(category))}
      />
    </section>
  );
}
