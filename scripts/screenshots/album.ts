/** A folder of pictures, and the page that shows them together. */
import type { Page } from "playwright-core";
import type { Locale } from "../../shared/errors.ts";
import type { Stop } from "../../tests/support/tour/stop.ts";

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;
const SCHEMES = ["light", "dark"] as const;
/** Pixels: what is narrower shows products and ticket in turns. */
const NARROW = 700;
/** Milliseconds after which a language will not come. */
const PATIENCE_MS = 2_000;
const CSS_PIXELS_PER_MM = 96 / 25.4;

interface Picture {
  readonly stop: string;
  readonly file: string;
}

export class Album {
  readonly #pictures: Picture[] = [];
  private constructor(readonly folder: string, readonly locale: Locale) {}

  /** Throws away what an earlier run has left there. */
  static async begin(folder: string, locale: Locale): Promise<Album> {
    await Deno.mkdir(folder, { recursive: true });
    for await (const { name } of Deno.readDir(folder)) {
      if (/\.(png|html)$/.test(name)) await Deno.remove(`${folder}/${name}`);
    }
    return new Album(folder, locale);
  }

  get count(): number {
    return this.#pictures.length;
  }

  async take(stop: Stop): Promise<void> {
    if (stop.paper !== null) return await this.#print(stop, stop.paper);
    const { name, page, narrow, onlyNarrow, middle } = stop;
    const before = page.viewportSize();
    // Nothing is to look as if it were pointed at.
    await page.mouse.move(0, 0);
    for (const size of SIZES) {
      if (onlyNarrow && size.width > NARROW) continue;
      await page.setViewportSize(size);
      if (narrow !== null && size.width <= NARROW) await narrow(page);
      await middle?.evaluate((element) => element.scrollIntoView({ block: "center" }));
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        await this.#save(name, page, `${size.width}x${size.height}.${colorScheme}`);
      }
    }
    await page.emulateMedia({ colorScheme: "light" });
    if (before !== null) await page.setViewportSize(before);
  }

  /** Writes the contact sheet. */
  async bind(): Promise<void> {
    const stops = Map.groupBy(this.#pictures, ({ stop }) => stop);
    const rows = [...stops].map(([stop, pictures]) => {
      const figures = pictures.map(({ file }) =>
        `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"><span>${file.slice(stop.length + 1, -4)}</span></a>`
      );
      return `<section id="${stop}"><h2>${stop}</h2><div>${figures.join("")}</div></section>`;
    });
    const links = [...stops.keys()].map((stop) => `<a href="#${stop}">${stop}</a>`);
    await Deno.writeTextFile(`${this.folder}/index.html`, sheet(links.join(" "), rows.join("\n")));
  }

  async #print({ name, page }: Stop, millimetres: number): Promise<void> {
    const before = page.viewportSize();
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await page.setViewportSize({ width: Math.round(millimetres * CSS_PIXELS_PER_MM), height: 600 });
    await this.#save(name, page, `${millimetres}mm`, true);
    await page.emulateMedia({ media: "screen" });
    if (before !== null) await page.setViewportSize(before);
  }

  async #save(stop: string, page: Page, variant: string, fullPage = false): Promise<void> {
    // A tour is in French: another language is put on for the picture. What has no switch has one language.
    if (!await putOn(this.locale, page)) return;
    const file = `${stop}.${variant}.png`;
    await page.screenshot({ path: `${this.folder}/${file}`, animations: "disabled", caret: "hide", fullPage });
    this.#pictures.push({ stop, file });
    await putOn("fr", page);
  }
}

/** False when the page cannot be had in that language: it has no switch, or waits for its script. */
async function putOn(locale: Locale, page: Page): Promise<boolean> {
  if (await page.locator("html").getAttribute("lang") === locale) return true;
  // By its event: a dialog may lie above it.
  const choose = (locale: Locale) => page.locator(`.language[lang="${locale}"]`).dispatchEvent("click");
  if (await page.locator(".languages").count() === 0) return false;
  await choose(locale);
  try {
    await page.locator(`html[lang="${locale}"]`).waitFor({ state: "attached", timeout: PATIENCE_MS });
    return true;
  } catch {
    await choose("fr");
    return false;
  }
}

function sheet(links: string, rows: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Comptoir, screen by screen</title>
<style>
  body { font: 14px system-ui, sans-serif; margin: 1rem; background: #777; color: #fff; }
  nav a { color: #fff; margin-right: .6rem; display: inline-block; }
  section div { display: flex; flex-wrap: wrap; gap: .6rem; align-items: start; }
  section a { color: #fff; text-decoration: none; display: grid; gap: .2rem; }
  img { height: 260px; box-shadow: 0 1px 6px #0008; }
</style>
<nav>${links}</nav>
${rows}
</html>
`;
}
