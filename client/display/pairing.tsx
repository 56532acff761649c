/** A screen that belongs to no till yet asks for the owner's code. */
import { useSignal } from "@preact/signals";
import type { Words } from "./words/words.ts";

/** `pair` throws an Error with the server's sentence, or an empty one. */
export function Pairing({ t, pair }: { t: Words; pair: (code: string) => Promise<void> }) {
  const code = useSignal("");
  const wrong = useSignal("");
  const busy = useSignal(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    const digits = code.value.replaceAll(/\s/g, "");
    if (!/^\d{6}$/.test(digits)) return void (wrong.value = t.codeMissing);
    busy.value = true;
    try {
      await pair(digits);
    } catch (error) {
      wrong.value = (error as Error).message || t.failed;
    }
    busy.value = false;
  };
  return (
    <main class="display-pairing">
      <h1>{t.pairTitle}</h1>
      <p>{t.pairLead}</p>
      <form onSubmit={submit} noValidate>
        <label for="display-code">{t.code}</label>
        <input
          id="display-code"
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={9}
          value={code.value}
          aria-invalid={wrong.value !== ""}
          aria-describedby="display-wrong"
          onInput={(event) => {
            code.value = event.currentTarget.value;
            wrong.value = "";
          }}
        />
        <p id="display-wrong" class="display-wrong" role="alert">{wrong.value}</p>
        <button type="submit" disabled={busy.value}>{t.pair}</button>
      </form>
    </main>
  );
}
