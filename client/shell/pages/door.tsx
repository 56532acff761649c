/** Before anybody is signed in: on a till where people take turns who may come by PIN, elsewhere a name and a password. */
import { useSignal } from "@preact/signals";
import { Loading } from "../../components/empty.tsx";
import { CardPage } from "../components/card_page.tsx";
import type { DoorProps } from "./door_props.ts";
import { PinDoor } from "./later.ts";
import { SignIn } from "./sign_in.tsx";

export function Door({ store, ...page }: DoorProps) {
  const byPassword = useSignal(false);
  const { turns } = store;
  const people = turns.people.value;
  if (people === null) {
    return (
      <CardPage {...page} title={page.t.signIn.title} lead={page.t.signIn.onClient}>
        <Loading label={page.t.starting.title} rows={2} />
      </CardPage>
    );
  }
  if (people.length > 0 && !byPassword.value) {
    return <PinDoor store={store} people={people} {...page} onPassword={() => byPassword.value = true} />;
  }
  return (
    <SignIn
      {...page}
      left={store.left.value}
      onSignIn={(username, password) => store.signIn(username, password)}
      onPin={people.length === 0 ? null : () => byPassword.value = false}
    />
  );
}
