/** A picture as a printer that prints with heat can draw it: black dots or none. */
import { OWNER_LIMITS } from "../../../../shared/owner_limits.ts";

/** Dots at the most, for a logo should be no higher. */
const HIGHEST = 240;

export interface Dots {
  /** A multiple of 8. */
  readonly width: number;
  readonly height: number;
  /** A bit each, 1 is black, from the left, row by row from the top. */
  readonly bits: Uint8Array;
}

/** null for what cannot be read as a picture. */
export async function readPicture(file: Blob): Promise<ImageBitmap | null> {
  return await createImageBitmap(file).catch(() => null);
}

/** `threshold`: black is what is darker, of 0 to 255. */
export function oneBit(picture: ImageBitmap, threshold: number): Dots {
  const scale = Math.min(1, OWNER_LIMITS.logoDots / picture.width, HIGHEST / picture.height);
  const [drawnWidth, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale))) as [
    number,
    number,
  ];
  const width = Math.ceil(drawnWidth / 8) * 8;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d")!;
  // What one sees through is paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, Math.floor((width - drawnWidth) / 2), 0, drawnWidth, height);
  const { data } = context.getImageData(0, 0, width, height);
  const bits = new Uint8Array(width / 8 * height);
  for (let at = 0; at < width * height; at++) {
    const light = 0.299 * data[at * 4]! + 0.587 * data[at * 4 + 1]! + 0.114 * data[at * 4 + 2]!;
    if (light < threshold) bits[at >> 3]! |= 0x80 >> (at & 7);
  }
  return { width, height, bits };
}

/** As it will stand on paper. */
export function drawDots(canvas: HTMLCanvasElement, { width, height, bits }: Dots): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d")!;
  const drawn = context.createImageData(width, height);
  for (let at = 0; at < width * height; at++) {
    const black = (bits[at >> 3]! & (0x80 >> (at & 7))) !== 0;
    drawn.data.set([0, 0, 0, black ? 255 : 0], at * 4);
  }
  context.putImageData(drawn, 0, 0);
}

export function base64(bits: Uint8Array): string {
  return btoa(Array.from(bits, (byte) => String.fromCharCode(byte)).join(""));
}
