/** One field of an article, shown and changed in its place: how it is written, read and refused. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents, parseCents } from "../../../../shared/money.ts";
import { unitOf, UNITS } from "../../../../shared/units.ts";
import type { Category } from "../../../catalogue/catalogue.ts";
import { typedCents } from "../../../components/typed_cents.ts";
import { Failure } from "../../../network/failure.ts";
import { explain, formatMoment } from "../../../shell/words/words.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { Cell } from "./cell.tsx";
import { formatRate } from "./vat.ts";
import type { Overtaken, Value } from "./guarded_change.ts";
import { type FieldName, valueOf, type Ware } from "./ware.ts";
import type { Words } from "./words_fr.ts";

/** What all fields of a page share. */
export interface FieldContext {
  readonly categories: readonly Category[];
  /** Articles that are sold with others, and come back. */
  readonly deposits: readonly Ware[];
  /** Of VAT, in basis points. */
  readonly rates: readonly number[];
  readonly t: OwnerMessages;
  readonly w: Words;
  readonly locale: Locale;
  readonly onChange: (ware: Ware, field: FieldName, to: Value) => Promise<Overtaken | null>;
}

type Option = { readonly value: string; readonly label: string };

interface WareFieldProps {
  ware: Ware;
  field: FieldName;
  context: FieldContext;
  /** It stands in a table that is walked through by arrows. */
  inGrid?: boolean;
}

export function WareField({ ware, field, context, inGrid = false }: WareFieldProps) {
  const { w, t, locale } = context;
  const value = valueOf(ware, field);
  const save = async (typed: string): Promise<string | null> => {
    const read = readField(field, typed);
    if (read === undefined) return field === "price" ? t.owner.priceWrong : t.account.missing;
    try {
      const overtaken = await context.onChange(ware, field, read);
      return overtaken === null ? null : sayOvertaken(overtaken, (value) => shownField(field, value, context), context);
    } catch (error) {
      return explain(Failure.from(error), t);
    }
  };
  const options = optionsOf(ware, field, context);
  return (
    <Cell
      name={w.fieldOf(w.fields[field], ware.label)}
      text={field === "price" ? typedCents(ware.price, locale) : String(value ?? "")}
      {...(options === null ? {} : { options })}
      inputMode={field === "price" ? "decimal" : field === "barcode" ? "numeric" : "text"}
      maxLength={field === "label" ? 200 : 64}
      tabIndex={inGrid ? -1 : 0}
      onSave={save}
    >
      {field === "category" && ware.categoryId !== null && (
        <span class="tab-color" style={{ "--tint": colorOf(ware.categoryId, context) }} aria-hidden="true" />
      )}
      {field === "active"
        ? <span class="ware-state">{shownField(field, value, context)}</span>
        : shownField(field, value, context)}
    </Cell>
  );
}

/** As it stands in a table; a dash where there is nothing. */
export function shownField(field: FieldName, value: Value, { categories, deposits, t, w, locale }: FieldContext): string {
  switch (field) {
    case "price":
      return formatCents(Number(value), locale);
    case "unit":
      return w.units[unitOf(value)];
    case "vat":
      return formatRate(Number(value), locale);
    case "category":
      return categories.find(({ id }) => id === value)?.name ?? t.owner.noCategory;
    case "deposit":
      return deposits.find(({ id }) => id === value)?.label ?? w.noDeposit;
    case "active":
      return value === 1 ? w.onSale : w.retired;
    case "open":
    case "meal":
    case "followed":
    case "favourite":
    case "warranty":
      return value === 1 ? w.yes : w.no;
    default:
      return value === null ? "—" : String(value);
  }
}

/** Undefined for what it cannot be. */
function readField(field: FieldName, typed: string): Value | undefined {
  const text = typed.trim();
  switch (field) {
    case "price":
      return parseCents(text) ?? undefined;
    case "unit":
      return text;
    case "label":
      return text === "" ? undefined : text;
    case "barcode":
      return text === "" ? null : text;
    case "category":
    case "deposit":
      return text === "" ? null : Number(text);
    default:
      return Number(text);
  }
}

function optionsOf(ware: Ware, field: FieldName, context: FieldContext): readonly Option[] | null {
  const { categories, deposits, rates, t, w, locale } = context;
  if (field === "unit") return UNITS.map((unit) => ({ value: unit, label: w.units[unit] }));
  // What it has it may keep, where the law has ended it.
  if (field === "vat") {
    return including(rates, ware.vat).map((rate) => ({ value: String(rate), label: formatRate(rate, locale) }));
  }
  if (field === "category") {
    return [{ value: "", label: t.owner.noCategory }, ...categories.map(({ id, name }) => ({ value: String(id), label: name }))];
  }
  if (field === "deposit") {
    return [{ value: "", label: w.noDeposit }, ...deposits.map(({ id, label }) => ({ value: String(id), label }))];
  }
  if (!["active", "open", "meal", "followed", "favourite", "warranty"].includes(field)) return null;
  return [1, 0].map((value) => ({ value: String(value), label: shownField(field, value, context) }));
}

function including(rates: readonly number[], rate: number): readonly number[] {
  return rates.includes(rate) ? rates : [...rates, rate];
}

function colorOf(category: number, { categories }: FieldContext): string {
  return categories.find(({ id }) => id === category)?.color ?? "transparent";
}

/** `shown` writes a value as it is shown. */
export function sayOvertaken(
  { value, by, at }: Overtaken,
  shown: (value: Value) => string,
  { w, locale }: Pick<FieldContext, "w" | "locale">,
): string {
  if (value === undefined) return w.gone;
  return w.overtaken(shown(value), by, at === null ? null : formatMoment(at, locale, new Date()));
}
