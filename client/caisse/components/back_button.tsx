/** Leaves a pane, as Escape does. */
import { Key } from "../../components/main_button.tsx";

export function BackButton({ t, onPress }: { t: { readonly caisse: { readonly back: string } }; onPress: () => void }) {
  return (
    <button type="button" class="button button-plain" onClick={onPress}>
      {t.caisse.back}
      <Key name="Esc" />
    </button>
  );
}
