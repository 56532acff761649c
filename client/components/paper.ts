/** What leaves the page on paper: drawn beside it for the printer alone, and there until it has been printed, whatever the screen shows by then. */

/** The page's own paper. What is still there for the printer, because the browser never said that it was done, gives way. */
export function printPage(): void {
  document.querySelector("body > .sheet")?.dispatchEvent(new Event("done"));
  print();
}

/** `fill` draws into the sheet, and answers what undoes that. */
export function printSheet(className: string, fill: (sheet: HTMLElement) => () => void): void {
  document.querySelector("body > .sheet")?.dispatchEvent(new Event("done"));
  const sheet = document.createElement("div");
  sheet.className = `sheet ${className}`;
  const empty = fill(sheet);
  const done = () => {
    removeEventListener("afterprint", done);
    empty();
    sheet.remove();
  };
  sheet.addEventListener("done", done);
  // A tablet's print() returns before anything is printed.
  addEventListener("afterprint", done);
  document.body.append(sheet);
  // A logo that is still on its way would be left out; a sheet that gave way to another meanwhile is not printed.
  const pictures = [...sheet.querySelectorAll("img")].map((picture) => picture.decode());
  if (pictures.length === 0) print();
  else void Promise.allSettled(pictures).then(() => sheet.isConnected && print());
}
