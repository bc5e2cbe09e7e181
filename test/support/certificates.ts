import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate and its private key, both as PEM. */
export type Certificate = { readonly certificate: string; readonly key: string };
type Issuer = { readonly name: string; readonly key: KeyObject };

const dayMs = 86_400_000;
const tags = { integer: 0x02, bits: 0x03, octets: 0x04, name: 0x0c, time: 0x18, sequence: 0x30, set: 0x31 } as const;
const oids = {
  commonName: '550403',
  basicConstraints: '551d13',
  otherNames: '551d11',
  ecdsaWithSha256: '2a8648ce3d040302',
};
const yes = Buffer.from('0101ff', 'hex');

/** One DER value: its tag, its length and its content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const nameOf = (commonName: string) =>
  der(tags.sequence, der(tags.set, der(tags.sequence, oid(oids.commonName), der(tags.name, Buffer.from(commonName)))));
const timeOf = (atMs: number) =>
  der(tags.time, Buffer.from(`${new Date(atMs).toISOString().replace(/\D/g, '').slice(0, 14)}Z`));
const algorithm = der(tags.sequence, oid(oids.ecdsaWithSha256));

/** A host as a certificate names it: an IP address is given by its bytes. */
function hostName(host: string): Buffer {
  if (isIP(host) === 0) return der(0x82, Buffer.from(host));
  return der(0x87, Buffer.from(host.split('.').map(Number)));
}

function certify(issuer: Issuer, name: string, publicKey: KeyObject, extension: Buffer, endsAtMs: number): string {
  const unsigned = der(
    tags.sequence,
    der(0xa0, der(tags.integer, Buffer.from([2]))),
    der(tags.integer, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf(issuer.name),
    der(tags.sequence, timeOf(endsAtMs - 3_650 * dayMs), timeOf(endsAtMs)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(tags.sequence, extension)),
  );
  const signature = sign('sha256', unsigned, issuer.key);
  const whole = der(tags.sequence, unsigned, algorithm, der(tags.bits, Buffer.from([0]), signature));
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** An authority that certifies the servers of a test. Node cannot make certificates, so they are encoded here. */
export class TestAuthority {
  readonly certificate: string;
  readonly #issuer: Issuer;

  constructor(name: string) {
    const { publicKey, privateKey } = newKeys();
    this.#issuer = { name, key: privateKey };
    const isAuthority = der(tags.sequence, oid(oids.basicConstraints), yes, der(tags.octets, der(tags.sequence, yes)));
    this.certificate = certify(this.#issuer, name, publicKey, isAuthority, Date.now() + 365 * dayMs);
  }

  /** The certificate that a server of these hosts shows. With `forDays` below 0 it has expired. */
  certificateFor(hosts: readonly string[], forDays = 365): Certificate {
    const { publicKey, privateKey } = newKeys();
    const itsHosts = der(
      tags.sequence,
      oid(oids.otherNames),
      der(tags.octets, der(tags.sequence, ...hosts.map(hostName))),
    );
    const certificate = certify(this.#issuer, hosts[0] ?? '', publicKey, itsHosts, Date.now() + forDays * dayMs);
    return { certificate, key: pem(privateKey) };
  }
}
