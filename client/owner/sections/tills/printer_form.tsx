/** The form of one receipt printer: where it is, what paper it has, which tills print there. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Category } from "../../../catalogue/catalogue.ts";
import type { Failure } from "../../../network/failure.ts";
import { Choice, Field } from "../../../components/field.tsx";
import { filled, useForm } from "../../../components/form.ts";
import type { Till } from "../../../shell/store/tills.ts";
import { AddForm } from "../../components/add_form.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import type { Printer, PrinterDraft } from "./printer_work.ts";
import type { PrinterMessages } from "./printers_fr.ts";

interface PrinterFormProps {
  /** What is changed; null for a new one. */
  printer: Printer | null;
  tills: readonly Till[];
  categories: readonly Category[];
  t: OwnerMessages;
  words: PrinterMessages;
  onSave: (draft: PrinterDraft) => Promise<Failure | null>;
  onClose: () => void;
}

const STAR_TABLE = "32";
const DRAFT: PrinterDraft = {
  ...{ name: "", address: "", paper: 80, columns: 48, table: 16, answers: true, drawer: false, language: "escpos" },
  tills: [],
  kitchen: [],
};

export function PrinterForm({ printer, tills, categories, t, words, onSave, onClose }: PrinterFormProps) {
  const before = printer ?? DRAFT;
  const name = useSignal(before.name);
  const address = useSignal(before.address);
  const paper = useSignal(`${before.paper}-${before.columns}`);
  const table = useSignal(String(before.table));
  const answers = useSignal(before.answers);
  const drawer = useSignal(before.drawer);
  const language = useSignal(before.language);
  const isStar = language.value === "star";
  // A Star calls Windows-1252 by a number of its own.
  useEffect(() => {
    if (isStar !== (table.peek() === STAR_TABLE)) table.value = isStar ? STAR_TABLE : String(DRAFT.table);
  }, [isStar]);
  const chosen = useSignal(before.tills);
  const kitchen = useSignal(before.kitchen);
  const form = useForm(t.account.missing);
  const number = /^\d{1,3}$/.test(table.value.trim()) && Number(table.value) <= 255 ? Number(table.value) : null;
  const submit = async () => {
    const [named, reached] = [filled(name), filled(address)];
    const [width, columns] = paper.value.split("-").map(Number);
    const draft = named === null || reached === null || number === null ? null : {
      name: named,
      address: reached,
      paper: width!,
      columns: columns!,
      table: number,
      answers: answers.value && !isStar,
      language: language.value,
      drawer: drawer.value,
      tills: chosen.value,
      kitchen: kitchen.value,
    };
    if (await form.send(draft, onSave)) onClose();
  };
  return (
    <AddForm submission={form} t={t} changes={printer !== null} onSubmit={submit} onClose={onClose}>
      <Field label={words.name} value={name} error={form.missing(name)} name="printer-name" maxLength={40} autofocus />
      <Field
        label={words.address}
        value={address}
        hint={words.addressHint}
        error={form.missing(address)}
        name="printer-address"
        maxLength={30}
      />
      <Choice label={words.language} value={language} hint={words.languageHint} name="printer-language">
        {Object.entries(words.languages).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
      </Choice>
      <Choice label={words.paper} value={paper} name="printer-paper">
        {Object.entries(words.papers).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
      </Choice>
      <Field
        label={words.table}
        value={table}
        hint={words.tableHint}
        error={form.fault(number, words.tableWrong)}
        name="printer-table"
        inputMode="numeric"
        maxLength={3}
      />
      <fieldset class="printer-choices">
        <legend>{words.tills}</legend>
        {tills.map((till) => (
          <Check
            key={till.name}
            label={till.label === "" ? till.name : `${till.name} · ${till.label}`}
            checked={chosen.value.includes(till.name)}
            onChange={(on) => chosen.value = [...chosen.value.filter((one) => one !== till.name), ...on ? [till.name] : []]}
          />
        ))}
      </fieldset>
      {categories.length > 0 && (
        <fieldset class="printer-choices">
          <legend>{words.kitchen}</legend>
          {categories.map(({ id, name }) => (
            <Check
              key={id}
              label={name}
              checked={kitchen.value.includes(id)}
              onChange={(on) => kitchen.value = [...kitchen.value.filter((one) => one !== id), ...on ? [id] : []]}
            />
          ))}
        </fieldset>
      )}
      <div class="printer-choices">
        {!isStar && <Check label={words.answers} checked={answers.value} onChange={(on) => answers.value = on} />}
        <Check label={words.drawer} checked={drawer.value} onChange={(on) => drawer.value = on} />
      </div>
    </AddForm>
  );
}

function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="printer-choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
