/** The seller's keys, as the help shows them. */
import type { VendeurMessages } from "../words/words.ts";
import type { KeyRow } from "../../components/key_help.tsx";

export function vendeurKeyGroups(
  { keys }: VendeurMessages,
): readonly { readonly title: string; readonly rows: readonly KeyRow[] }[] {
  const { enter, escape, remove, page } = keys.names;
  return [
    {
      title: keys.find,
      rows: [
        { keys: ["F2"], does: keys.search },
        { keys: ["A…Z"], does: keys.letters },
        { keys: [enter], does: keys.first },
        { keys: ["↓", "←", "→"], does: keys.tiles },
        { keys: [`${page} ↑`, `${page} ↓`], does: keys.categories },
      ],
    },
    {
      title: keys.count,
      rows: [
        { keys: ["3", "*"], does: keys.times },
        { keys: ["3", enter], does: keys.setLine },
        { keys: ["+", "−"], does: keys.plusMinus },
      ],
    },
    {
      title: keys.ticket,
      rows: [
        { keys: ["F9"], does: keys.send },
        { keys: ["↑", "↓"], does: keys.lines },
        { keys: [remove], does: keys.remove },
        { keys: ["F4"], does: keys.customer },
        { keys: ["F3"], does: keys.deposits },
        { keys: ["F8"], does: keys.note },
        { keys: ["F7"], does: keys.aside },
      ],
    },
    {
      title: keys.rest,
      rows: [
        { keys: ["F10"], does: keys.waiting },
        { keys: [escape], does: keys.back },
        { keys: ["?"], does: keys.help },
      ],
    },
  ];
}
