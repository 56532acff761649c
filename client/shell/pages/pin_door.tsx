/** Who is there, on a till where people take turns: a name is touched, and a code typed. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { FailureNote } from "../../components/failure_note.tsx";
import { useSubmission } from "../../components/submission.ts";
import { CardPage } from "../components/card_page.tsx";
import { PinPad } from "../components/pin_pad.tsx";
import { initial } from "../components/presence_button.tsx";
import type { Taker } from "../store/turns.ts";
import { pinWords } from "../words/pin.ts";
import type { DoorProps } from "./door_props.ts";

interface PinDoorProps extends DoorProps {
  people: readonly Taker[];
  onPassword: () => void;
}

export function PinDoor({ store, people, onPassword, ...page }: PinDoorProps) {
  const { t, locale, state } = page;
  const w = pinWords(locale);
  const chosen = useSignal<Taker | null>(null);
  const code = useSignal("");
  const submission = useSubmission();
  const tiles = useRef<HTMLUListElement>(null);
  const person = chosen.value;
  useEffect(() => {
    if (person === null) tiles.current?.querySelector("button")?.focus();
  }, [person]);
  const choose = (taker: Taker | null) => {
    code.value = "";
    chosen.value = taker;
  };
  const submit = async () => {
    if (person === null || submission.busy || code.value === "") return;
    const typed = code.value;
    code.value = "";
    await submission.run(() => store.turns.signIn(person.id, typed));
  };
  const failure = submission.failure ?? (submission.busy || person !== null ? null : state.failure);
  const note = failure !== null &&
    (failure.code === "invalid_credentials"
      ? <p class="note note-bad" role="alert">{w.wrong}</p>
      : <FailureNote failure={failure} t={t} />);
  const sent = store.turns.sent.value;
  const left = store.left.value;
  return (
    <CardPage
      {...page}
      title={person === null ? w.title : w.hello(person.name)}
      lead={person === null ? w.lead : w.codeLead}
      wide={person === null}
    >
      {sent !== null && <p class="note note-good pin-sent" role="status">{t.signIn.sent(sent)}</p>}
      {note}
      {left > 0 && <p class="note note-warm">{t.signIn.left(left)}</p>}
      {person === null
        ? (
          <ul class="pin-people" ref={tiles} aria-label={w.people}>
            {people.map((taker) => (
              <li key={taker.id}>
                <button type="button" class="pin-person" onClick={() => choose(taker)}>
                  <span class="row-initial" aria-hidden="true">{initial(taker.name)}</span>
                  {taker.name}
                </button>
              </li>
            ))}
          </ul>
        )
        : (
          <PinPad
            value={code.value}
            busy={submission.busy}
            submit={submission.busy ? t.status.signingIn : t.signIn.submit}
            w={w}
            onType={(value) => code.value = value}
            onSubmit={submit}
            onBack={() => choose(null)}
          />
        )}
      <div class="pin-foot">
        {person !== null && <button type="button" class="button button-plain" onClick={() => choose(null)}>{w.other}</button>}
        <button type="button" class="button button-quiet" onClick={onPassword}>{w.password}</button>
      </div>
    </CardPage>
  );
}
