import type { Chance } from '../../../../bench/src/storm/seeded-chance.ts';
import type { Question } from '../../../../packages/server/tests/harness/ask.ts';
import { pick, randomNumber, randomText, randomValue } from './random-value.ts';
import type { Schema, Schemas } from './random-value.ts';

export type Operation = {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly parameters: readonly { readonly in: string; readonly name: string; readonly schema?: Schema }[];
  readonly body: Schema | null;
};

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: { readonly schemas: Schemas };
};
type RawOperation = {
  readonly operationId: string;
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
};

/** What reaches beyond this host, or is about the host itself: a fuzzer is no reason to fetch or to serve DHCP. */
const leftOut =
  /^(firmware\.install|openstack\.|menu\.mirror|dhcp\.|webhook\.|overview\.stream|session\.oidc)/;

export function operationsOf(document: Document): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { operationId }]) => !leftOut.test(operationId))
      .map(([method, { operationId, parameters = [], requestBody }]) => ({
        ...{ method: method.toUpperCase(), path, operationId, parameters },
        body: requestBody?.content['application/json']?.schema ?? null,
      })),
  );
}

/** A request to the API, made by what its document says of it. */
export function randomApiRequest(
  operations: readonly Operation[],
  schemas: Schemas,
  chance: Chance,
): Question {
  const { method, path, parameters, body } = pick(chance, operations);
  const valueOf = (schema: Schema | undefined): string => {
    const value = randomValue(schema ?? {}, schemas, chance);
    return encoded(typeof value === 'string' ? value : JSON.stringify(value), chance);
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    valueOf(parameters.find((one) => one.name === name)?.schema),
  );
  const query = parameters
    .filter((one) => one.in === 'query' && chance() < 0.5)
    .map(({ name, schema }) => `${name}=${valueOf(schema)}`)
    .join('&');
  const sent = body === null ? undefined : JSON.stringify(randomValue(body, schemas, chance));
  const headers = {
    ...(sent !== undefined && { 'content-type': 'application/json' }),
    ...(chance() < 0.05 && { 'if-match': latin(randomText(chance)) }),
  };
  const text = sent !== undefined && chance() < 0.05 ? mutated(sent, chance) : sent;
  return {
    method,
    path: query === '' ? filled : `${filled}?${query}`,
    headers,
    ...(text !== undefined && { body: text }),
  };
}

const bootParameters = [
  ...['net0', 'net1', 'net7', 'dhcp_mac', 'serial', 'uuid', 'asset', 'manufacturer', 'product', 'platform'],
  ...['buildarch', 'cpu', 'version', 'key', 'medium', 'id', 'bootid', 'profile', 'choice', 'memsize', 'ip'],
];

/** Paths of the boot plane; `*` is made up, and a path may go on. */
const bootPaths = [
  ...['/', '/bootstrap.ipxe', '/bootstrap', '/post-install', '/finish', '/failed', '/update', '/state'],
  ...['/hosts', '/menu.ipxe', '/menu/*', '/config/*/*/*', '/images/*/*', '/b/*/images/*/*', '/firmware/*'],
  ...[
    '/media/*/boot.iso',
    '/answer.toml',
    '/try.ipxe',
    '/healthy',
    '/capture/*',
    '/hooks/github',
    '/assets/*',
  ],
];

/** A request as machines, installers and neighbours may send it. */
export function randomBootRequest(chance: Chance): Question {
  const path = pick(chance, bootPaths).replaceAll('*', () => encoded(randomText(chance), chance));
  const pairs = Array.from({ length: Math.floor(chance() * 8) }, () => {
    const value = chance() < 0.2 ? String(randomNumber(chance)) : randomText(chance);
    return `${pick(chance, bootParameters)}=${encoded(value, chance)}`;
  });
  const hasBody = chance() < 0.3;
  const method = pick(chance, ['GET', 'GET', 'GET', 'GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);
  const headers = {
    ...(chance() < 0.3 && { 'user-agent': 'iPXE/1.21.1' }),
    ...(chance() < 0.2 && {
      range: pick(chance, ['bytes=0-', 'bytes=5-2', 'bytes=-1', 'bytes=0-0,5-9', 'x']),
    }),
    ...(chance() < 0.1 && { host: latin(randomText(chance)) }),
    ...(chance() < 0.1 && { 'x-forwarded-for': latin(randomText(chance)) }),
  };
  const body =
    hasBody && method !== 'HEAD' ? randomText(chance).repeat(1 + Math.floor(chance() * 20)) : undefined;
  return {
    ...{ method, headers, path: pairs.length === 0 ? path : `${path}?${pairs.join('&')}` },
    ...(body !== undefined && { body }),
  };
}

/** A request that was a good one, with something of it changed. */
export function mutatedRequest(recorded: readonly Question[], chance: Chance): Question {
  const question = pick(chance, recorded);
  const { path, body } = question;
  const doesPath = body === undefined || chance() < 0.5;
  return {
    ...question,
    ...(doesPath && { path: `/${sendable(mutated(path.slice(1), chance))}` }),
    ...(!doesPath && typeof body === 'string' && { body: mutated(body, chance) }),
    ...(chance() < 0.1 && { method: pick(chance, ['GET', 'POST', 'PUT', 'HEAD']) }),
  };
}

function mutated(text: string, chance: Chance): string {
  let result = text;
  for (let times = 1 + Math.floor(chance() * 3); times > 0; times -= 1) {
    const at = Math.floor(chance() * (result.length + 1));
    const cut = at + Math.floor(chance() * 6);
    const luck = chance();
    if (luck < 0.3) result = result.slice(0, at) + result.slice(cut);
    else if (luck < 0.6) result = result.slice(0, at) + randomText(chance) + result.slice(at);
    else if (luck < 0.8) result = result.slice(0, cut) + result.slice(at);
    else result = result.slice(0, at) + String(randomNumber(chance)) + result.slice(cut);
  }
  return result;
}

/** Mostly as it should be, sometimes broken. */
function encoded(text: string, chance: Chance): string {
  return chance() < 0.9 ? encodeURIComponent(text.toWellFormed()) : sendable(text);
}

/** What Node's client lets into a request line: no blanks, controls or letters beyond Latin-1. */
function sendable(text: string): string {
  return text.replaceAll(/[^\u0021-\u00ff]|[\u007f-\u00a0]/g, '%');
}

/** What it lets into a header. */
function latin(text: string): string {
  return text.replaceAll(/[^\u0020-\u007e]/g, '?');
}
