import { isIP } from 'node:net';
import type { InputOf, powerConfigure } from '@netberth/api';
import type { DriverSettings } from './power-record.ts';

export type PowerWords = Omit<InputOf<typeof powerConfigure>, 'machine' | 'untested'>;
export type WordProblem = { readonly field: string; readonly message: string };
export type ParsedWords =
  | { readonly ok: true; readonly settings: DriverSettings }
  | { readonly ok: false; readonly problems: readonly WordProblem[] };

type Field = Exclude<keyof PowerWords, 'driver' | 'reason'>;

/** What each driver must be told, and what it may be. */
const fieldsOf: Readonly<Record<PowerWords['driver'], { must: readonly Field[]; may: readonly Field[] }>> = {
  ipmi: { must: ['address', 'user', 'password'], may: ['port', 'cipher'] },
  redfish: {
    must: ['address', 'user', 'password'],
    may: ['port', 'tlsFingerprint', 'legacyTls', 'system'],
  },
  wol: { must: [], may: ['address', 'port'] },
  hook: { must: ['hook'], may: ['address', 'password'] },
};

const hostPattern = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

/** @param hooks the names that the settings of the server know */
export function parsePowerWords(words: PowerWords, hooks: readonly string[]): ParsedWords {
  const problems = [...wrongFields(words), ...wrongValues(words, hooks)];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings: settingsOf(words) };
}

function wrongFields(words: PowerWords): readonly WordProblem[] {
  const { must, may } = fieldsOf[words.driver];
  const given = Object.entries(words)
    .filter(
      ([name, value]) =>
        name !== 'driver' && name !== 'reason' && value !== undefined && value !== false && value !== '',
    )
    .map(([name]) => name);
  const missing = must.filter((name) => !given.includes(name));
  const strange = given.filter((name) => ![...must, ...may].some((known) => known === name));
  return [
    ...missing.map((field) => ({ field, message: `is missing: ${words.driver} needs it` })),
    ...strange.map((field) => ({ field, message: `means nothing to ${words.driver}` })),
  ];
}

function wrongValues(
  { driver, address, hook }: PowerWords,
  hooks: readonly string[],
): readonly WordProblem[] {
  const problems: WordProblem[] = [];
  if (hook !== undefined && !hooks.includes(hook)) {
    const known = hooks.length === 0 ? 'it names none' : `it names ${hooks.join(', ')}`;
    problems.push({ field: 'hook', message: `"${hook}" is not in the setting power.hooks: ${known}` });
  }
  if (address === undefined || driver === 'hook') return problems;
  const isRight =
    driver === 'redfish'
      ? originOf(address, undefined) !== null
      : isHost(address) && !(driver === 'wol' && isIP(address) === 0);
  const wanted = driver === 'wol' ? 'an address' : 'a host or an address';
  if (!isRight) problems.push({ field: 'address', message: `"${address}" is not ${wanted}` });
  return problems;
}

function isHost(text: string): boolean {
  return isIP(text) !== 0 || hostPattern.test(text);
}

/** `https://HOST:PORT`; HTTPS unless somebody says otherwise. Null: it is no place of a Redfish service. */
function originOf(address: string, port: number | undefined): string | null {
  const host = isIP(address) === 6 ? `[${address}]` : address;
  const text = /^https?:\/\//i.test(address) ? address : `https://${host}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isBare = /^\/(redfish(\/v1)?\/?)?$/.test(url.pathname) && url.search === '' && url.username === '';
  if (!isBare || url.hash !== '') return null;
  if (port !== undefined) url.port = String(port);
  return url.origin;
}

/** Of words that are right. */
function settingsOf(words: PowerWords): DriverSettings {
  const { address = '', user = '', port } = words;
  switch (words.driver) {
    case 'ipmi':
      return { driver: 'ipmi', host: address, port: port ?? 623, user, cipher: words.cipher ?? null };
    case 'redfish':
      return {
        ...{ driver: 'redfish', origin: originOf(address, port) ?? '', user },
        ...{
          fingerprint: words.tlsFingerprint ?? null,
          legacyTls: words.legacyTls,
          system: words.system ?? null,
        },
      };
    case 'wol':
      return { driver: 'wol', broadcast: address === '' ? '255.255.255.255' : address, port: port ?? 9 };
    case 'hook':
      return { driver: 'hook', hook: words.hook ?? '', address: words.address ?? null };
  }
}
