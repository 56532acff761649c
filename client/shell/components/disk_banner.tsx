/** Says that the server's disk is nearly full, on every page, for as long as it is. */
import type { Messages } from "../words/words.ts";
import { Icon } from "../../components/icon.tsx";

export function DiskBanner({ t: { diskLow } }: { t: Messages }) {
  return (
    <section class="banner" role="alert">
      <Icon name="alert" />
      <div class="banner-text">
        <strong>{diskLow.title}</strong>
        <p>{diskLow.body}</p>
      </div>
    </section>
  );
}
