/** What an office's checker refuses of entries in FEC format, and what it lets pass although it is wrong. */

const COLUMNS = "JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate " +
  "EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise";
const NAMES = COLUMNS.split(" ");

interface FecRow {
  readonly EcritureNum: string;
  readonly EcritureDate: string;
  readonly PieceDate: string;
  readonly ValidDate: string;
  readonly CompteNum: string;
  readonly Debit: string;
  readonly Credit: string;
}

/** Never empty. */
const WANTED: readonly string[] = [
  "JournalCode",
  "JournalLib",
  "EcritureNum",
  "CompteNum",
  "CompteLib",
  "PieceRef",
  "EcritureLib",
  "ValidDate",
];

export function fecRows(bytes: Uint8Array): FecRow[] {
  const [, ...lines] = new TextDecoder("iso-8859-15").decode(bytes).slice(0, -2).split("\r\n");
  return lines.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(NAMES.map((name, at) => [name, cells[at] ?? ""])) as unknown as FecRow;
  });
}

/** Names what is wrong; dates are to lie between two. */
export function fecFaults(name: string, bytes: Uint8Array, first: string, last: string): string[] {
  const text = new TextDecoder("iso-8859-15").decode(bytes);
  const faults: string[] = [];
  const expect = (right: boolean, fault: string) => right || faults.push(fault);
  expect(/^\d{9}FEC\d{8}\.txt$/.test(name), `the name ${name}`);
  expect(text.endsWith("\r\n") && !/[\r\n]/.test(text.replaceAll("\r\n", "")), "line ends that are not CRLF");
  const lines = text.slice(0, -2).split("\r\n");
  expect(lines[0] === NAMES.join("\t"), "another header");
  for (const line of lines) expect(line.split("\t").length === NAMES.length, `not 18 columns: ${line}`);
  const balances = new Map<string, number>();
  let number = 0;
  for (const row of fecRows(bytes)) {
    for (const column of WANTED) expect((row as unknown as Record<string, string>)[column]!.trim() !== "", `${column} is empty`);
    for (const column of ["EcritureDate", "PieceDate", "ValidDate"] as const) {
      expect(isDay(row[column]), `${column} ${row[column]}`);
    }
    expect(first <= row.EcritureDate && row.EcritureDate <= last, `${row.EcritureDate} is not of the period`);
    for (const column of ["Debit", "Credit"] as const) expect(/^\d+,\d\d$/.test(row[column]), `${column} ${row[column]}`);
    expect(/^\d{3}/.test(row.CompteNum), `CompteNum ${row.CompteNum}`);
    expect(!/[\p{Cc}|]/u.test(Object.values(row).join("")), "a control character or a bar");
    if (row.EcritureNum !== String(number)) {
      expect(row.EcritureNum === String(number + 1), `${row.EcritureNum} after ${number}`);
      number = Number(row.EcritureNum);
    }
    balances.set(row.EcritureNum, (balances.get(row.EcritureNum) ?? 0) + cents(row.Debit) - cents(row.Credit));
  }
  for (const [entry, balance] of balances) expect(balance === 0, `entry ${entry} is off by ${balance}`);
  return faults;
}

/** Of `1234,50`. */
export function cents(amount: string): number {
  return Number(amount.replace(",", ""));
}

function isDay(text: string): boolean {
  const day = text.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().slice(0, 10) === day;
}
