/** The catalogue in the owner's console. */
import type { Page } from "playwright-core";
import { openConsole, type OwnerConsole } from "./owner_console.ts";
import type { Worker } from "./shop.ts";

/** It is named by its value, then by what it is. */
export const cell = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`, ${name}$`) });

export async function openCatalogue(workers: readonly Worker[] = []): Promise<OwnerConsole> {
  const console = await openConsole(workers);
  await console.desk.section("Catalogue");
  await cell(console.desk.page, "Prix TTC : Pain").waitFor();
  return console;
}
