/** The server, with a writer that ends or is stuck when somebody writes what asks for it: see `mortal_writer.ts`. */
const RealWorker = globalThis.Worker;

globalThis.Worker = class extends RealWorker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(String(url).endsWith("/workers/writer.ts") ? new URL("./mortal_writer.ts", import.meta.url) : url, options);
  }
};

// What nobody catches, in the thread that answers everybody.
Deno.addSignalListener("SIGUSR2", () => {
  Promise.reject(new Error("a promise without a catch"));
  setTimeout(() => {
    throw new Error("an error without a catch");
  });
});

// The same while a request is being answered: one in this language.
const get = Headers.prototype.get;
Headers.prototype.get = function (name) {
  const value = get.call(this, name);
  if (value === "xx-mortal") Promise.reject(new Error("a promise of a request without a catch"));
  return value;
};

await import("../../main.ts");
