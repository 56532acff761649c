/** Pictures of articles: given to one by the owner, shown by every till. */
import { Buffer } from "node:buffer";
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type { ApplicationRoute } from "../../database/route.ts";
import { IMAGE_TYPES } from "../images.ts";

const EMPREINTE = z.string().regex(/^[0-9a-f]{64}$/).describe("SHA-256 of the picture, in hex.");

export const imageRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/produits/:id/image",
    command: "produits.image",
    scope: "catalogue",
    summary: "Give an article a picture, or take it away",
    description:
      "WebP, JPEG or PNG of at most 100 KiB, known by its first bytes; resized by whoever sends it. The bytes are in no journal and " +
      "no live message: the article's `image` is their hash, and `/images/EMPREINTE` on this server answers them, to whoever has it.",
    body: z.strictObject({
      image: z.base64().max(Math.ceil(LIMITS.imageBytes / 3) * 4).nullable().describe("Base64; null takes the picture away."),
    }).meta({ id: "ProductImage" }),
    answer: z.object({ image: EMPREINTE.nullable() }).meta({ id: "ProductImageKept" }),
    errors: ["not_found"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/boutique/logo",
    command: "boutique.logo",
    summary: "Give the shop a logo for its receipts, or take it away",
    description:
      "Dots for printers that print with heat, made by whoever sends it; browsers are shown the same, as a PNG under `/images/EMPREINTE`.",
    body: z.strictObject({
      logo: z.strictObject({
        largeur: z.number().int().min(8).max(LIMITS.logoDots).multipleOf(8).describe("Dots."),
        points: z.base64().max(Math.ceil((LIMITS.logoDots * LIMITS.logoDots) / 8 / 3) * 4).describe(
          `A bit for each dot, 1 is black, from the left, row by row from the top; at most ${LIMITS.logoDots} rows. Base64.`,
        ),
      }).nullable().describe("null takes it away."),
    }).meta({ id: "ShopLogo" }),
    answer: z.object({ logo: EMPREINTE.nullable() }).meta({ id: "ShopLogoKept" }),
    errors: [],
  },
  {
    kind: "read",
    method: "GET",
    path: "/images/:empreinte",
    question: "images.lire",
    auth: "public",
    summary: "An article's picture by its hash, without a session, to be kept for good",
    answer: z.object({ type: z.enum(IMAGE_TYPES), octets: z.base64() }),
    picture: {
      media: IMAGE_TYPES,
      of: (answer) => {
        const { type, octets } = answer as { type: string; octets: string };
        return { type, bytes: new Uint8Array(Buffer.from(octets, "base64")) };
      },
    },
    errors: ["not_found"],
  },
];
