/** Pictures of articles, and the shop's logo: kept once under their hashes, and gone with the last that shows them. */
import { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import { say } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Command, Tx } from "../../database/application.ts";
import { imageTypeOf } from "../images.ts";
import { oneBitPng } from "../one_bit_png.ts";
import { UNKNOWN } from "../unknown.ts";

const NO_IMAGE = say("ce n'est pas une image WebP, JPEG ou PNG", "this is no WebP, JPEG or PNG picture");
const NO_DOTS = say("ce ne sont pas des rangées entières de points", "these are no whole rows of dots");
const TOO_LARGE = say("l'image dépasse 100 Ko", "the picture is over 100 KB");

export function imageCommands(): Readonly<Record<string, Command>> {
  return {
    "produits.image": (tx, input) => {
      const { id, image } = input as { id: string; image: string | null };
      const product = tx.get("SELECT id FROM produits WHERE id = ?", id) ?? tx.fail("not_found", UNKNOWN.product);
      const empreinte = image === null ? null : keep(tx, Buffer.from(image, "base64"));
      tx.run("UPDATE produits SET image = ?, modifie_le = ? WHERE id = ?", empreinte, tx.now, product["id"]!);
      forgetUnseen(tx);
      return { image: empreinte };
    },

    "boutique.logo": (tx, input) => {
      const { logo } = input as { logo: { largeur: number; points: string } | null };
      const empreinte = logo === null ? null : keepLogo(tx, logo.largeur, Buffer.from(logo.points, "base64"));
      tx.run("UPDATE boutique SET logo = ? WHERE id = 1", empreinte);
      tx.run("DELETE FROM _logo WHERE empreinte IS NOT ?", empreinte);
      forgetUnseen(tx);
      return { logo: empreinte };
    },
  };
}

function forgetUnseen(tx: Tx): void {
  tx.run(
    `DELETE FROM _images WHERE empreinte NOT IN (SELECT image FROM produits WHERE image IS NOT NULL)
     AND empreinte NOT IN (SELECT logo FROM boutique WHERE logo IS NOT NULL)`,
  );
}

/** Answers the hash of its picture. */
function keepLogo(tx: Tx, width: number, dots: Buffer): string {
  const height = dots.length / (width / 8);
  if (!Number.isInteger(height) || height < 1 || height > LIMITS.logoDots) {
    tx.fail("invalid_body", { field: "logo.points", reason: NO_DOTS });
  }
  const empreinte = keep(tx, oneBitPng(width, height, dots));
  tx.run(
    "INSERT INTO _logo (empreinte, largeur, hauteur, points) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    empreinte,
    width,
    height,
    dots,
  );
  return empreinte;
}

/** Answers its hash. */
function keep(tx: Tx, bytes: Uint8Array): string {
  if (bytes.length > LIMITS.imageBytes) tx.fail("invalid_body", { field: "image", reason: TOO_LARGE });
  const type = imageTypeOf(bytes) ?? tx.fail("invalid_body", { field: "image", reason: NO_IMAGE });
  const empreinte = hash("sha256", bytes);
  tx.run("INSERT INTO _images (empreinte, type, octets) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", empreinte, type, bytes);
  return empreinte;
}
