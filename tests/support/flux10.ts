/** The State's schemas of the report of sales (flux 10). They are no part of this project: where they are not, that is said. */
import { validateXML } from "xmllint-wasm";

const SCHEMAS = new URL("../../../shared/data/flux10/", import.meta.url);

/** What is wrong with each of these files by the schemas, all at once; null where the schemas are not, which is told. */
export async function schemaFaults(files: readonly string[]): Promise<string[] | null> {
  const schema = (fileName: string) => ({ fileName, contents: Deno.readTextFileSync(new URL(fileName, SCHEMAS)) });
  try {
    Deno.statSync(SCHEMAS);
  } catch {
    console.log("ignored: the schemas of flux 10 are not here, so the file's validity was not looked at");
    return null;
  }
  const { errors } = await validateXML({
    xml: files.map((contents, at) => ({ fileName: `report${at}.xml`, contents })),
    schema: [schema("ereporting.xsd")],
    preload: ["report.xsd", "transaction.xsd", "payment.xsd", "parametre.xsd"].map(schema),
  });
  return errors.map(({ rawMessage }) => rawMessage);
}
