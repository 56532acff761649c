/** `comptoir head-office join, leave, status`: a shop's own side of it. */
import { LIMITS } from "../../shared/limits.ts";
import { DAMAGED, KeptLink } from "../head_office/kept_link.ts";
import { type LinkStatus, statusOf } from "../head_office/link_status.ts";
import { act } from "./actions.ts";
import { existingFolder, Refused } from "./console.ts";
import { performLooking } from "./lock.ts";
import { namedFile } from "./named_file.ts";

interface Flags {
  readonly data?: string;
}

export async function join(file: string, { data }: Flags): Promise<number> {
  const folder = existingFolder(data);
  const status = await act<LinkStatus>(folder, "head_office_join", { link: textIn(file) });
  console.log(
    `The shop is linked to head office as '${status.shop}' (${status.address}). What it sells is sent while the server runs.`,
  );
  console.log(`'${file}' opens nothing any more where the database let the shop change its password: delete it in any case.`);
  return 0;
}

export async function leave({ data }: Flags): Promise<number> {
  await act(existingFolder(data), "head_office_leave", {});
  console.log(
    "The shop sends nothing to head office any more. What is there stays; to come back it needs another file (enrol --again).",
  );
  return 0;
}

export async function status({ data }: Flags): Promise<number> {
  const folder = existingFolder(data);
  const kept = new KeptLink(folder);
  const alone = () => {
    const { link } = kept;
    return Promise.resolve(link === null ? null : statusOf(link, null, Date.now()));
  };
  const found = await performLooking<LinkStatus | null>(folder, "head_office_status", {}, alone);
  if (found !== null) {
    console.log(told(found));
    return found.problem === null ? 0 : 1;
  }
  console.log(kept.isDamaged ? DAMAGED : "The shop is linked to no head office.");
  return kept.isDamaged ? 1 : 0;
}

const STATES: Readonly<Record<LinkStatus["state"], string>> = {
  stopped: "nothing is sent, for no server runs here",
  connecting: "it is being reached",
  sending: "records are being sent",
  current: "all is there",
  waiting: "it is tried again",
  refused: "nothing is sent",
};

function told({ shop, name, address, state, problem, sent, unsent, sent_at, lag_s }: LinkStatus): string {
  const lines = [`Head office: '${shop}' (${name}) at ${address}: ${STATES[state]}${problem === null ? "" : `: ${problem.en}`}.`];
  if (sent !== null) {
    lines.push(`Received there: records up to ${sent}, ${unsent} to come, ${lag_s} s behind; last at ${sent_at ?? "no time"}.`);
  }
  return lines.join("\n");
}

function textIn(file: string): string {
  const bytes = namedFile(file, LIMITS.headOfficeFileChars);
  if (bytes === null) throw new Refused(`'${file}' is no file of 'comptoir head-office enrol'.`);
  return new TextDecoder().decode(bytes);
}
