/** An article's picture: kept once under its hash, and gone with the last article that shows it. */
import { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import { say } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Command, Tx } from "../../database/application.ts";
import { imageTypeOf } from "../images.ts";
import { UNKNOWN } from "../unknown.ts";

const NO_IMAGE = say("ce n'est pas une image WebP, JPEG ou PNG", "this is no WebP, JPEG or PNG picture");
const TOO_LARGE = say("l'image dépasse 100 Ko", "the picture is over 100 KB");

export function imageCommands(): Readonly<Record<string, Command>> {
  return {
    "produits.image": (tx, input) => {
      const { id, image } = input as { id: string; image: string | null };
      const product = tx.get("SELECT id FROM produits WHERE id = ?", id) ?? tx.fail("not_found", UNKNOWN.product);
      const empreinte = image === null ? null : keep(tx, Buffer.from(image, "base64"));
      tx.run("UPDATE produits SET image = ?, modifie_le = ? WHERE id = ?", empreinte, tx.now, product["id"]!);
      tx.run("DELETE FROM _images WHERE empreinte NOT IN (SELECT image FROM produits WHERE image IS NOT NULL)");
      return { image: empreinte };
    },
  };
}

/** Answers its hash. */
function keep(tx: Tx, bytes: Uint8Array): string {
  if (bytes.length > LIMITS.imageBytes) tx.fail("invalid_body", { field: "image", reason: TOO_LARGE });
  const type = imageTypeOf(bytes) ?? tx.fail("invalid_body", { field: "image", reason: NO_IMAGE });
  const empreinte = hash("sha256", bytes);
  tx.run("INSERT INTO _images (empreinte, type, octets) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", empreinte, type, bytes);
  return empreinte;
}
