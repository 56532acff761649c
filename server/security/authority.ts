/**
 * The shop's own certificate authority, and what it signs for its server. Whoever trusts it trusts whoever has its key, so
 * it may speak for this shop's names and for the addresses of local networks alone: with it nobody passes for a bank.
 * Loaded by who makes a certificate, which is rare; who reads one needs none of it.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIPv6 } from "node:net";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
} from "@peculiar/asn1-x509";
import * as oid from "@peculiar/asn1-x509";
import { LIMITS } from "../../shared/limits.ts";
import { LOCAL_NETWORKS } from "./local_networks.ts";
import { bytesOf } from "./pem.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const ECDSA_SHA256 = "1.2.840.10045.4.3.2";
const COMMON_NAME = "2.5.4.3";

/** PEM, both. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** `domains` are those that it may speak for, with all below them, `addresses` those beside local networks'; `now` in milliseconds since 1970. */
export function newAuthority(domains: readonly string[], addresses: readonly string[], now: number): KeyPair {
  const own = newKey();
  // Two shops in one list of authorities are told apart by it; a shop's name could not be: it may be of any letters.
  const name = named(`Comptoir ${own.id.toString("hex").slice(0, 8)}`);
  const permitted = [
    ...domains.map((dNSName) => new GeneralName({ dNSName })),
    ...[...LOCAL_NETWORKS, ...addresses.map((address) => [address, isIPv6(address) ? 128 : 32] as const)]
      .map(([address, bits]) => new GeneralName({ iPAddress: `${address}/${bits}` })),
  ].map((base) => new GeneralSubtree({ base }));
  return certified({ subject: name, key: own, days: LIMITS.authorityDays, now }, { issuer: name, key: own.pem, id: own.id }, [
    extension(oid.id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
    extension(oid.id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
    extension(oid.id_ce_nameConstraints, new NameConstraints({ permittedSubtrees: new GeneralSubtrees(permitted) }), true),
  ]);
}

/** A server's certificate under these names and addresses, good as long as all browsers take one. */
export function issued(authority: KeyPair, domains: readonly string[], addresses: readonly string[], now: number): KeyPair {
  const signer = AsnConvert.parse(bytesOf(authority.cert), Certificate).tbsCertificate;
  const names = [
    ...domains.map((dNSName) => new GeneralName({ dNSName })),
    ...addresses.map((iPAddress) => new GeneralName({ iPAddress })),
  ];
  const by = { issuer: signer.subject, key: authority.key, id: idOf(signer.subjectPublicKeyInfo) };
  return certified({ subject: named("Comptoir"), key: newKey(), days: LIMITS.certificateDays, now }, by, [
    extension(oid.id_ce_basicConstraints, new BasicConstraints(), true),
    extension(oid.id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
    extension(oid.id_ce_extKeyUsage, new ExtendedKeyUsage([oid.id_kp_serverAuth])),
    extension(oid.id_ce_subjectAltName, new SubjectAlternativeName(names)),
  ]);
}

interface NewKey {
  readonly info: SubjectPublicKeyInfo;
  readonly id: Uint8Array;
  readonly pem: string;
}

function newKey(): NewKey & { readonly id: ReturnType<typeof idOf> } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const info = AsnConvert.parse(new Uint8Array(publicKey), SubjectPublicKeyInfo);
  return { info, id: idOf(info), pem: privateKey };
}

/** As RFC 5280 proposes: the SHA-1 of the key's bits, which is a name and proves nothing. */
function idOf({ subjectPublicKey }: SubjectPublicKeyInfo) {
  return createHash("sha1").update(new Uint8Array(subjectPublicKey)).digest();
}

interface Subject {
  readonly subject: Name;
  readonly key: NewKey;
  readonly days: number;
  readonly now: number;
}
interface Signer {
  readonly issuer: Name;
  readonly key: string;
  readonly id: Uint8Array;
}

function certified({ subject, key, days, now }: Subject, by: Signer, extensions: readonly Extension[]): KeyPair {
  const signature = new AlgorithmIdentifier({ algorithm: ECDSA_SHA256 });
  const tbsCertificate = new TBSCertificate({
    version: 2, // the third
    serialNumber: serialNumber(),
    signature,
    issuer: by.issuer,
    subject,
    subjectPublicKeyInfo: key.info,
    // A till's clock may be behind this PC's.
    validity: new Validity({ notBefore: new Date(now - DAY_MS), notAfter: new Date(now + days * DAY_MS) }),
    extensions: new oid.Extensions([
      ...extensions,
      extension(oid.id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(bufferOf(key.id))),
      extension(
        oid.id_ce_authorityKeyIdentifier,
        new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(bufferOf(by.id)) }),
      ),
    ]),
  });
  const signed = sign("sha256", new Uint8Array(AsnConvert.serialize(tbsCertificate)), { key: by.key, dsaEncoding: "der" });
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: signature,
    signatureValue: bufferOf(signed),
  });
  return { cert: pemOf(new Uint8Array(AsnConvert.serialize(certificate))), key: key.pem };
}

function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

/** Positive, of 16 random bytes. */
function serialNumber(): ArrayBuffer {
  const bytes = bufferOf(randomBytes(16));
  const first = new DataView(bytes);
  first.setUint8(0, first.getUint8(0) & 0x7f | 0x40);
  return bytes;
}

function named(commonName: string): Name {
  const value = new AttributeValue({ utf8String: commonName });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })])]);
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function pemOf(der: Uint8Array): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toBase64().replace(/.{64}/g, "$&\n").trimEnd()}\n-----END CERTIFICATE-----\n`;
}
