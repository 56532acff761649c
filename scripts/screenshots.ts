/**
 * Pictures every screen and every state of it into `screenshots/`, at three sizes, light and dark,
 * with an `index.html` that shows them together: to be looked at before anything is called done.
 *
 * `--only` names sections, `--stop` beginnings of what pictures are called: the tour is made whole, what begins otherwise is not pictured.
 *
 * `deno task screenshots [--only caisse] [--stop caisse-payment] [--lang en] [--out DIR]`
 */
import { parseArgs } from "node:util";
import { endBrowser, findChromium } from "../tests/support/browser.ts";
import { SECTIONS, tour } from "../tests/support/tour.ts";
import { Album } from "./screenshots/album.ts";

const ROOT = new URL("..", import.meta.url).pathname;

async function screenshots(only: readonly string[], stops: readonly string[], locale: string, out: string): Promise<number> {
  if (findChromium() === null) {
    console.error("No Chromium here: set CHROMIUM to its path");
    return 1;
  }
  if (locale !== "fr" && locale !== "en") {
    console.error("--lang is fr or en");
    return 1;
  }
  const album = await Album.begin(out, locale);
  const wanted = (name: string) => stops.length === 0 || stops.some((beginning) => name.startsWith(beginning));
  for (const section of SECTIONS) {
    if (only.length > 0 && !only.includes(section)) continue;
    console.log(`${section} …`);
    await tour(section, async (stop) => {
      if (wanted(stop.name)) await album.take(stop);
    });
  }
  await album.bind();
  console.log(`${album.count} pictures: ${out}/index.html`);
  return 0;
}

const { values } = parseArgs({
  args: Deno.args,
  options: {
    only: { type: "string", multiple: true, default: [] },
    stop: { type: "string", multiple: true, default: [] },
    lang: { type: "string", default: "fr" },
    out: { type: "string", default: `${ROOT}screenshots` },
  },
});
const code = await screenshots(values.only, values.stop, values.lang, values.out);
await endBrowser();
Deno.exit(code);
