/** A photograph made small enough for a tile, here: a phone's has megabytes, and tills want a few thousand bytes. */
import { OWNER_LIMITS } from "../../../../shared/owner_limits.ts";

/** Pixels of the longer side, and how much of the picture's detail is kept: the next where it is still too large. */
const TRIES = [[480, 0.85], [480, 0.6], [320, 0.7], [240, 0.6], [160, 0.5]] as const;

/** Base64 of a WebP, or a JPEG where the browser writes none; null for what it cannot read as a picture. */
export async function smallImage(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  for (const [side, quality] of TRIES) {
    const canvas = drawn(picture, side);
    const made = await written(canvas, "image/webp", quality) ?? await written(canvas, "image/jpeg", quality);
    if (made !== null && made.size <= OWNER_LIMITS.imageBytes) return await base64(made);
  }
  return null;
}

function drawn(picture: ImageBitmap, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d")!;
  // A JPEG has no glass: what one sees through is white.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Null where the browser writes another kind instead. */
function written(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob?.type === type ? blob : null), type, quality));
}

function base64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
