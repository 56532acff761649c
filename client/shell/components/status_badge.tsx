/** The one small status: server found, signed in, live; or what is wrong with that. */
import type { Messages } from "../words/words.ts";
import type { ClientState, Phase } from "../../network/client_state.ts";

type Tone = "waiting" | "good" | "bad";

function reading({ phase, health }: ClientState, t: Messages): { text: string; steps: number; tone: Tone } {
  const readings: Record<Phase, { text: string; steps: number; tone: Tone }> = {
    configuration: { text: t.status.searching, steps: 0, tone: "waiting" },
    testing: { text: t.status.searching, steps: 0, tone: "waiting" },
    authenticating: { text: t.status.signingIn, steps: 1, tone: "waiting" },
    token: { text: t.status.connecting, steps: 2, tone: "waiting" },
    connecting: { text: t.status.connecting, steps: 2, tone: "waiting" },
    ready: { text: t.status.live, steps: 3, tone: "good" },
    reconnecting: { text: t.status.reconnecting, steps: 1, tone: "waiting" },
    offline: { text: t.status.offline, steps: 0, tone: "bad" },
    signed_out: { text: t.status.found, steps: 1, tone: health === null ? "waiting" : "good" },
  };
  return readings[phase];
}

export function StatusBadge({ state, t }: { state: ClientState; t: Messages }) {
  const { text, steps, tone } = reading(state, t);
  return (
    <span class={`status status-${tone}`} role="status" data-phase={state.phase}>
      <span class="status-steps" aria-hidden="true">
        {[1, 2, 3].map((step) => <span key={step} class={step <= steps ? "status-step status-step-done" : "status-step"} />)}
      </span>
      <span class="status-text">{text}</span>
    </span>
  );
}
