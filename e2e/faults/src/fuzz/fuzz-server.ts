import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededChance } from '../../../../bench/src/storm/seeded-chance.ts';
import type { Chance } from '../../../../bench/src/storm/seeded-chance.ts';
import { Client } from '../../../../packages/server/tests/harness/ask.ts';
import type { Question } from '../../../../packages/server/tests/harness/ask.ts';
import { tarOf, installer } from '../../../../packages/server/tests/harness/images.ts';
import type { FaultyServer } from '../faulty-server.ts';
import { mutatedRequest, operationsOf, randomApiRequest, randomBootRequest } from './random-request.ts';
import type { Schemas } from './random-value.ts';

export type FuzzReport = {
  /** Requests that were answered with an error of the server, and how; the first ones. */
  readonly failures: readonly string[];
  readonly statuses: Readonly<Record<string, number>>;
  /** After a tenth of the requests, and after all of them. */
  readonly rssMib: readonly [number, number];
  readonly openFiles: readonly [number, number];
};

type Place = 'boot' | 'socket' | 'admin';

const atOnce = 32;
const mostFailures = 20;

type Usage = { readonly rssMib: number; readonly openFiles: number };
/** Told after each tenth of the requests. */
type Tell = (sent: number, usage: Usage) => void;

/** Sends so many requests to a server that runs, the same for the same seed, and looks at what becomes of it. */
export async function fuzzServer(
  server: FaultyServer,
  count: number,
  seed: number,
  tell: Tell = () => undefined,
): Promise<FuzzReport> {
  const clients = {
    boot: new Client({ port: Number(new URL(server.url).port) }),
    admin: new Client({ port: Number(new URL(server.adminUrl).port) }),
    socket: new Client({ socketPath: server.socket }),
  };
  const failures: string[] = [];
  const statuses: Record<string, number> = {};
  const make = await requestMaker(clients);
  let sent = 0;
  const lane = async (number: number, upTo: number): Promise<void> => {
    const chance = seededChance(seed * 1000 + number + sent);
    while (sent < upTo) {
      sent += 1;
      const { place, question } = make(chance);
      const outcome = await outcomeOf(clients[place], question);
      statuses[outcome.status] = (statuses[outcome.status] ?? 0) + 1;
      if (outcome.failure !== null && failures.length < mostFailures)
        failures.push(
          `${place} ${question.method ?? 'GET'} ${question.path} ${String(question.body ?? '')}: ${outcome.failure}`.slice(
            0,
            1500,
          ),
        );
    }
  };
  const lanes = async (upTo: number): Promise<void> => {
    await Promise.all(Array.from({ length: atOnce }, (_, number) => lane(number, upTo)));
    await sleep(100);
  };
  const usages: Usage[] = [];
  for (let tenth = 1; tenth <= 10; tenth += 1) {
    await lanes(Math.floor((count * tenth) / 10));
    const usage = usageOf(server.pid);
    usages.push(usage);
    tell(sent, usage);
  }
  const [warm, end] = [usages[0], usages.at(-1)];
  if (warm === undefined || end === undefined) throw new Error('nothing was sent');
  for (const client of Object.values(clients)) client.close();
  return {
    ...{ failures, statuses },
    rssMib: [warm.rssMib, end.rssMib],
    openFiles: [warm.openFiles, end.openFiles],
  };
}

type Made = { readonly place: Place; readonly question: Question };

async function requestMaker(clients: Readonly<Record<Place, Client>>): Promise<(chance: Chance) => Made> {
  const recorded = await recordStory(clients);
  const document = JSON.parse((await clients.admin.ask('/api/openapi.json')).text) as Parameters<
    typeof operationsOf
  >[0];
  const operations = operationsOf(document);
  const schemas: Schemas = document.components.schemas;
  return (chance) => {
    const luck = chance();
    if (luck < 0.35) return { place: 'boot', question: randomBootRequest(chance) };
    if (luck < 0.6) return { place: 'boot', question: mutatedRequest(recorded, chance) };
    const place = luck < 0.95 ? 'socket' : 'admin';
    return { place, question: randomApiRequest(operations, schemas, chance) };
  };
}

/** A machine that is installed: every request of it that the boot plane answered well. */
async function recordStory({ socket, boot }: Readonly<Record<Place, Client>>): Promise<readonly Question[]> {
  const post = (path: string, body: object) =>
    socket.ask({
      ...{ method: 'POST', path: `/api/v1${path}`, body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json' },
    });
  const body = await tarOf(installer);
  const headers = { 'content-type': 'application/x-tar' };
  for (const name of ['image1', 'wipe'])
    await socket.ask({ method: 'PUT', path: `/api/v1/profiles/${name}/image`, headers, body });
  await post('/machines', { macs: ['52:54:00:00:00:01'] });
  await post('/machines/1/grants', { profiles: ['wipe', 'image1'] });
  const visit = '/bootstrap?net0=52-54-00-00-00-01&serial=SN1&platform=efi&buildarch=x86_64&version=1.21.1';
  const { text } = await boot.ask(visit);
  const bootId = /finish\?id=1&bootid=([0-9a-f]{32})/.exec(text)?.[1] ?? '';
  const who = `id=1&bootid=${bootId}`;
  const questions: Question[] = [
    ...['/', '/bootstrap.ipxe', visit, '/menu.ipxe', '/b/1/images/wipe/vmlinuz'].map((path) => ({ path })),
    { path: '/b/1/images/wipe/disk.raw', headers: { range: 'bytes=0-99' } },
    ...[`/config/1/${bootId}/answer.yaml`, `/post-install?${who}`, `/state?${who}`].map((path) => ({ path })),
    { method: 'POST', path: `/update?${who}`, body: 'mac=52:54:00:00:00:09&metadata={"rack":"r1"}' },
    { method: 'POST', path: `/failed?${who}`, body: 'it broke\n' },
    { path: `/finish?${who}` },
    { method: 'POST', path: '/answer.toml', body: '{"network_interfaces":[{"mac":"52:54:00:00:00:01"}]}' },
  ];
  for (const question of questions) await boot.ask(question);
  return questions;
}

async function outcomeOf(
  client: Client,
  question: Question,
): Promise<{ status: string; failure: string | null }> {
  try {
    const { status, text } = await client.ask(question);
    // A script is always answered with 200: what it says of an error of the server counts as one.
    const isFailure = status >= 500 || /Netberth NB1190/.test(text);
    return { status: String(status), failure: isFailure ? `${status} ${text.slice(0, 300)}` : null };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // What is no HTTP is answered and cut off; only a server that is gone refuses.
    if (code === 'ECONNRESET' || code === 'EPIPE' || code?.startsWith('HPE_') === true)
      return { status: code, failure: null };
    if (code?.startsWith('ERR_') === true) return { status: 'not sent', failure: null };
    return { status: String(code), failure: String(error) };
  }
}

/** From proc(5). */
function usageOf(pid: number): { rssMib: number; openFiles: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    rssMib: Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024),
    openFiles: readdirSync(`/proc/${pid}/fd`).length,
  };
}
