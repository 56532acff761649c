/** What the console's palette finds: its sections, what is done in them, and what the shop holds. */
import type { Destination } from "../components/palette.tsx";
import type { OwnerWork } from "../store/work.ts";
import type { OwnerMessages } from "../words/words.ts";
import { addressOf } from "./place.ts";
import { type SectionName, SECTIONS } from "./sections.ts";

/** What is done in a section, by the name of its form in the address; its words are `console.deeds`. */
const DEEDS: Readonly<Record<keyof OwnerMessages["console"]["deeds"], readonly [SectionName, ...string[]]>> = {
  newProduct: ["catalogue", "new"],
  newCategory: ["catalogue", "category"],
  labels: ["catalogue", "labels"],
  newCustomer: ["customers", "new"],
  importFile: ["exchange"],
  newPerson: ["team", "new"],
  newTill: ["tills", "new"],
  closeDay: ["books", "closings"],
  approve: ["tills", "approve"],
  ownPassword: ["team", "password"],
  delivery: ["stock", "delivery"],
  countStock: ["stock", "count"],
  toOrder: ["stock", "order"],
  firstSteps: ["start"],
};

export function destinations(store: OwnerWork, t: OwnerMessages): readonly Destination[] {
  const { sections, deeds } = t.console;
  const iconOf = (name: SectionName) => SECTIONS.find((section) => section.name === name)?.icon ?? "aside";
  const to = (section: SectionName, label: string, ...rest: readonly (string | number)[]): Destination => {
    return { label, about: sections[section], icon: iconOf(section), href: addressOf(section, ...rest) };
  };
  return [
    ...SECTIONS.map(({ name }) => ({ ...to(name, sections[name]), about: "" })),
    ...Object.entries(DEEDS).map(([deed, [section, ...rest]]) => to(section, deeds[deed as keyof typeof deeds], ...rest)),
    ...(store.products.rows.value ?? []).map(({ id, label }) => to("catalogue", label, id)),
    ...(store.accounts.rows.value ?? []).map(({ id, name }) => to("team", name, id)),
    ...(store.tills.rows.value ?? []).map(({ name, label }) => to("tills", label === "" ? name : `${name} · ${label}`, name)),
  ];
}
