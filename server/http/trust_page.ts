/** The page that tells a device's user how to trust the shop's own authority: without a script, for it comes by HTTP. */
import { html, raw } from "hono/html";
import type { Locale } from "../../shared/errors.ts";
import type { Trusted } from "../security/certificates.ts";
import { TRUST_WORDS } from "./trust_words.ts";

interface Trusting {
  readonly authority: Trusted;
  /** The shop's page by HTTPS. */
  readonly shop: string;
  /** What the browser says of its device: that one's section stands open. */
  readonly device: string;
  readonly locale: Locale;
}

export function trustPage({ authority, shop, device, locale }: Trusting): string {
  const words = TRUST_WORDS[locale];
  const own = words.systems.find(({ known }) => known.test(device));
  return String(html`<!doctype html>
<html lang="${locale}" translate="no">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${words.title}</title>
    <link rel="stylesheet" href="/assets/docs.css">
  </head>
  <body>
    <main>
      <h1>${words.title}</h1>
      <p>${words.lead}</p>
      <ol>
        <li><a href="/confiance/comptoir.crt" download>${words.download}</a> (${authority.name})</li>
        <li>${words.compare}<br><code>${inGroups(authority.fingerprint)}</code></li>
        <li>${words.follow}</li>
        <li>${words.open} <a href="${shop}">${shop}</a></li>
      </ol>
      ${
    words.systems.map((system) =>
      html`
        <details name="system" ${system === own ? raw(" open") : ""}>
          <summary>${system.name}</summary>
          <ol>${system.steps.map((step) => html`<li>${step}</li>`)}</ol>
        </details>
      `
    )
  }
      <p>${words.limits(authority.until.slice(0, 10))}</p>
    </main>
  </body>
</html>${raw("\n")}`);
}

/** So that two people can read it to one another. */
function inGroups(fingerprint: string): string {
  return fingerprint.replaceAll(":", "").replace(/.{4}(?=.)/g, "$& ");
}
