/** The picture of a hash, as base64: answers between threads are text. */
import { Buffer } from "node:buffer";
import type { Question } from "../../database/application.ts";

export const imageQuestions: Readonly<Record<string, Question>> = {
  "images.lire": (look, input) => {
    const { empreinte } = input as { empreinte: string };
    const row = look.get("SELECT type, octets FROM _images WHERE empreinte = ?", empreinte) ?? look.fail("not_found");
    return { type: String(row["type"]), octets: Buffer.from(row["octets"] as unknown as Uint8Array).toString("base64") };
  },
};
