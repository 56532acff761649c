/**
 * What the pages of more than one role are made of, as one file to fetch. The bundler cuts a chunk for each set of
 * entries that share something, and small chunks weigh more than they hold: every entry imports this list, so there is one set.
 */
import "../shared/input_limits.ts";
import "../shared/quantity.ts";
import "../shared/units.ts";
import "../shared/vat.ts";
import "./catalogue/live.ts";
import "./components/failure_note.tsx";
import "./components/field.tsx";
import "./components/heading_focus.ts";
import "./components/later.tsx";
import "./components/main_button.tsx";
import "./components/page_title.ts";
import "./components/pointer_focus.ts";
import "./components/shortcuts.ts";
import "./components/stepper.tsx";
import "./components/submission.ts";
import "./network/attempt.ts";
import "./network/client_state.ts";
import "./network/device.ts";
import "./network/live_list.ts";
import "./network/retry.ts";
import "./network/shelf.ts";
import "./scanner/desk.ts";
import "./scanner/scan_problems.tsx";
import "./scanner/use_scanner.ts";
import "./shell/components/presence_button.tsx";
import "./shell/pages/use_clock.ts";
import "./shell/store/tills.ts";
import "./ticket/asking.ts";
import "./ticket/draft.ts";
import "./ticket/said_price.ts";
