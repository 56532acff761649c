/** The shop's logo as it stands on paper: as a picture for browsers, as dots for printers. No part of what is signed. */
import { Buffer } from "node:buffer";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look } from "../database/application.ts";
import type { Block } from "../devices/document.ts";

/** As a receipt names it; nothing where the shop has none. */
export function logoTold(look: Look): { readonly logo?: JsonValue } {
  const row = look.get("SELECT l.empreinte, l.largeur, l.hauteur FROM boutique b JOIN _logo l ON l.empreinte = b.logo");
  return row === undefined
    ? {}
    : { logo: { image: row["empreinte"], largeur: row["largeur"], hauteur: row["hauteur"] } as JsonValue };
}

export function logoBlocks(look: Look): readonly Block[] {
  const row = look.get("SELECT l.largeur, l.hauteur, l.points FROM boutique b JOIN _logo l ON l.empreinte = b.logo");
  if (row === undefined) return [];
  const dots = Buffer.from(row["points"] as unknown as Uint8Array).toString("base64");
  return [{ kind: "image", width: row["largeur"] as number, dots }, { kind: "space" }];
}
