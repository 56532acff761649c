/**
 * Pictures every screen and every state of it into `screenshots/`, at three sizes, light and dark,
 * with an `index.html` that shows them together: to be looked at before anything is called done.
 *
 * `deno task screenshots [--only caisse] [--lang en] [--out DIR]`
 */
import { parseArgs } from "node:util";
import { endBrowser, findChromium } from "../tests/support/browser.ts";
import { SECTIONS, tour } from "../tests/support/tour.ts";
import { Album } from "./screenshots/album.ts";

const ROOT = new URL("..", import.meta.url).pathname;

async function screenshots(only: readonly string[], locale: string, out: string): Promise<number> {
  if (findChromium() === null) {
    console.error("No Chromium here: set CHROMIUM to its path");
    return 1;
  }
  if (locale !== "fr" && locale !== "en") {
    console.error("--lang is fr or en");
    return 1;
  }
  const album = await Album.begin(out, locale);
  for (const section of SECTIONS) {
    if (only.length > 0 && !only.includes(section)) continue;
    console.log(`${section} …`);
    await tour(section, (stop) => album.take(stop));
  }
  await album.bind();
  console.log(`${album.count} pictures: ${out}/index.html`);
  return 0;
}

const { values } = parseArgs({
  args: Deno.args,
  options: {
    only: { type: "string", multiple: true, default: [] },
    lang: { type: "string", default: "fr" },
    out: { type: "string", default: `${ROOT}screenshots` },
  },
});
const code = await screenshots(values.only, values.lang, values.out);
await endBrowser();
Deno.exit(code);
