/** What may be wrong with the devices of a shop's tills, each kind in one line that names them, with what helps. */
import { type Bilingual, say } from "../shared/errors.ts";
import { formatQuantity } from "../shared/quantity.ts";
import type { FoundTerminal } from "./card_payments.ts";
import type { NoWeight } from "./devices/weighing.ts";
import { bad, type Finding, good, unknown } from "./http/finding.ts";
import type { FoundPrinter } from "./printing.ts";
import type { FoundScale } from "./weighing.ts";

/** As they answered when they were asked; null is what nobody could look up. */
export interface DeviceFacts {
  readonly printers: readonly FoundPrinter[] | null;
  readonly scales: readonly FoundScale[] | null;
  readonly terminals: readonly FoundTerminal[] | null;
}

export const deviceFindings = ({ printers, scales, terminals }: DeviceFacts): readonly Finding[] => [
  finding("printers", printers?.map(ofPrinter), say("aucune : le navigateur imprime", "none: the browser prints")),
  finding("scales", scales?.map(ofScale), say("aucune", "none")),
  finding(
    "card_terminals",
    terminals?.map(ofTerminal),
    say("aucun : la carte se saisit à la main", "none: cards are noted by hand"),
  ),
];

/** How one device is, and what helps where it does not work. */
interface Told {
  readonly said: Bilingual;
  readonly remedy: Bilingual | null;
}

function finding(check: string, told: readonly Told[] | undefined, none: Bilingual): Finding {
  if (told === undefined) return unknown(check, say("pas regardé", "not looked at"));
  if (told.length === 0) return good(check, none);
  const said = say(told.map(({ said }) => said.fr).join(" ; "), told.map(({ said }) => said.en).join("; "));
  const remedy = told.find(({ remedy }) => remedy !== null)?.remedy ?? null;
  return remedy === null ? good(check, said) : bad(check, said, remedy);
}

const named = (name: string, state: Bilingual): Bilingual => say(`${name} ${state.fr}`, `${name} ${state.en}`);

const PRINTER_STATES: Readonly<Record<Exclude<FoundPrinter["standing"], null>, Bilingual>> = {
  away: say("ne répond pas", "is not there"),
  paper: say("n'a plus de papier", "is out of paper"),
  cover: say("a son capot ouvert", "has its cover open"),
  error: say("est en panne", "is in error"),
  offline: say("est hors ligne", "is offline"),
  mute: say("ne dit pas comment elle va", "does not say how it is"),
  low: say("arrive au bout de son papier", "is near the end of its paper"),
  printing: say("imprime", "is printing"),
};
const PRINTER_REMEDY = say(
  "regardez son papier, son capot et son câble, puis son adresse : console, Caisses",
  "look at its paper, its cover and its cable, then at its address: console, Tills",
);
const MUTE_REMEDY = say(
  "éteignez-la et rallumez-la ; si elle ne répond jamais, dites-le dans sa fiche : console, Caisses",
  "switch it off and on; if it never answers, say so in its settings: console, Tills",
);

function ofPrinter({ name, standing }: FoundPrinter): Told {
  if (standing === null) return { said: named(name, say("est prête", "is ready")), remedy: null };
  const works = standing === "printing" || standing === "low";
  const remedy = works ? null : standing === "mute" ? MUTE_REMEDY : PRINTER_REMEDY;
  return { said: named(name, PRINTER_STATES[standing]), remedy };
}

const SCALE_STATES: Readonly<Record<NoWeight, Bilingual>> = {
  empty: say("répond, sans rien dessus", "answers, with nothing on it"),
  moving: say("répond, mais bouge sans cesse", "answers, but never comes to rest"),
  over: say("est trop chargée", "carries too much"),
  under: say("est sous son zéro", "is below its zero"),
  away: say("ne répond pas", "is not there"),
  mute: say("est branchée, mais ne dit rien", "is there, but says nothing"),
  unreadable: say("dit autre chose qu'un poids en kilogrammes", "says something else than a weight in kilograms"),
};
const PLATE_REMEDY = say("videz son plateau, puis remettez-la à zéro", "empty its plate, then set it to zero");
const SCALE_CABLE_REMEDY = say(
  "regardez son courant et son câble, puis son adresse : console, Caisses",
  "look at its power and its cable, then at its address: console, Tills",
);
const SCALE_LANGUAGE_REMEDY = say(
  "réglez-la sur Toledo 8217, en kilogrammes, 9600 bauds, 7 bits, parité paire",
  "set it to Toledo 8217, in kilograms, 9600 baud, 7 bits, even parity",
);
const SCALE_REMEDIES: Readonly<Record<NoWeight, Bilingual | null>> = {
  empty: null,
  moving: PLATE_REMEDY,
  over: PLATE_REMEDY,
  under: PLATE_REMEDY,
  away: SCALE_CABLE_REMEDY,
  mute: SCALE_LANGUAGE_REMEDY,
  unreadable: SCALE_LANGUAGE_REMEDY,
};

function ofScale({ name, weighing }: FoundScale): Told {
  if ("none" in weighing) return { said: named(name, SCALE_STATES[weighing.none]), remedy: SCALE_REMEDIES[weighing.none] };
  const { grams } = weighing;
  const weighs = say(`pèse ${formatQuantity(grams, "fr")} kg`, `weighs ${formatQuantity(grams, "en")} kg`);
  return { said: named(name, weighs), remedy: null };
}

const TERMINAL_STATES: Readonly<Record<FoundTerminal["standing"], Bilingual>> = {
  there: say("est joignable", "can be reached"),
  paying: say("sert un client", "serves a customer"),
  away: say("ne répond pas", "is not there"),
};
const TERMINAL_REMEDY = say(
  "regardez s'il est allumé, sur le réseau et en mode Caisse-AP, puis son adresse : console, Caisses",
  "see that it is on, in the network and in Caisse-AP mode, then look at its address: console, Tills",
);

function ofTerminal({ name, standing }: FoundTerminal): Told {
  return { said: named(name, TERMINAL_STATES[standing]), remedy: standing === "away" ? TERMINAL_REMEDY : null };
}
