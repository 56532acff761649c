#!/usr/bin/env bash
# Deno 2.9.6, node:sqlite: `new DatabaseSync("file:///…/shop.db?mode=ro")` is SQLite's URI with all permissions (-A), and a name
# under which no file is found with named ones (--allow-read and --allow-write of the very folder).
#
# One would guess that permissions decide whether a file may be opened, not how its name is read: the path without "file:" works
# with the same permissions. Whoever wants `immutable=1` or `mode=ro` has no way to ask for it in a program that names what it
# needs; `readOnly: true` is what remains.
set -euo pipefail
cd "$(mktemp -d)"
cat > look.ts <<'TS'
import { DatabaseSync } from "node:sqlite";
const path = `${Deno.cwd()}/shop.db`;
const opens = (name: string) => {
  try {
    const db = new DatabaseSync(name);
    const { n } = db.prepare("SELECT count(*) AS n FROM product").get()!;
    db.close();
    return `opens, ${n} product`;
  } catch (error) {
    return (error as Error).message.replaceAll(Deno.cwd(), "…");
  }
};
if (Deno.args[0] === "make") {
  const db = new DatabaseSync(path);
  db.exec("CREATE TABLE product (id INTEGER PRIMARY KEY); INSERT INTO product VALUES (1)");
  db.close();
}
console.log(`path: ${opens(path)}`);
console.log(`URI:  ${opens(`file://${path}?mode=ro`)}`);
TS
all=$(npx -y deno@2.9.6 run --quiet --no-lock -A look.ts make)
named=$(npx -y deno@2.9.6 run --quiet --no-lock --no-prompt --allow-read=. --allow-write=. look.ts)
printf 'all permissions\n%s\nnamed permissions\n%s\n' "$all" "$named"
[[ $(grep -c 'opens, 1 product' <<<"$all") == 2 && $(grep -c 'opens, 1 product' <<<"$named") == 1 ]] || { echo "This has changed." >&2; exit 1; }
