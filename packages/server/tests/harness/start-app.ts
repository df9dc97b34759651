import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandDefinition, Event, Machine, MachineHistory, OutputOf, Profile } from '@netberth/api';
import { eventList, machineAdd, machineShow, problemSchema, profileImport } from '@netberth/api';
import type { z } from 'zod';
import { buildApp, readConfig } from '../../src/index.ts';
import type { App } from '../../src/index.ts';
import { Client } from './ask.ts';
import type { Answer, Question } from './ask.ts';
import { Browser } from './browser.ts';
import { tarOf } from './images.ts';
import type { ImageFiles } from './images.ts';

/** Settings by their flags: `{ 'new-machines': 'disk' }`. */
export type Flags = Readonly<Record<string, string>>;
type Input<Definition> = Definition extends CommandDefinition<infer Shape> ? z.input<Shape> : never;

export type ImportOptions = {
  readonly nonDestructive?: boolean;
  readonly retryAfterStart?: boolean;
} & Readonly<Record<string, boolean | string | number>>;

/** The parameters of one visit to `/bootstrap`. */
export type Presented = Readonly<Record<string, string>>;

export type Booted = {
  readonly script: string;
  /** Of the boot that the script is for; '' without one. */
  readonly bootId: string;
};

/** A machine that a test has added. */
export type Known = { readonly id: number; readonly mac: string; readonly presented: Presented };

/** A whole server in this process: real planes on free ports of 127.0.0.1, a data folder of its own, a clock to set. */
export class TestApp {
  /** What the server takes for now. */
  nowMs = Date.UTC(2026, 0, 1);
  readonly data: string;
  /** What it said of the menu when it started. */
  menuProblems: readonly string[] = [];
  /** Where it takes the syslog of installers; null: nowhere. */
  syslogPort: number | null = null;
  /** What it said of its secrets when it started. */
  secretsProblem: string | undefined;
  /** Of the account that the first start made. */
  administratorPassword = '';
  #flags: Flags;
  #added = 0;
  #app: App | undefined;
  #planes: { boot: Client; admin: Client; socket: Client; bootPort: number; adminPort: number } | undefined;

  private constructor(flags: Flags) {
    this.data = flags['data'] ?? mkdtempSync(join(tmpdir(), 'netberth-app-'));
    this.#flags = flags;
  }

  static async start(flags: Flags = {}): Promise<TestApp> {
    const app = new TestApp({ 'new-machines-per-minute': '1000000', ...flags });
    await app.#open();
    return app;
  }

  async #open(): Promise<void> {
    const read = readConfig({
      environment: {},
      flags: {
        data: this.data,
        'boot-listen': '127.0.0.1:0',
        'admin-listen': '127.0.0.1:0',
        'log-level': 'fatal',
        ...this.#flags,
      },
    });
    if (!read.ok) throw new Error(read.problems.join('\n'));
    this.#app = await buildApp(read.config, { clock: () => this.nowMs });
    const listening = await this.#app.listen();
    const { boot, admin, socket, firstAdministrator, menuProblems, secretsProblem } = listening;
    this.syslogPort = listening.syslog;
    this.secretsProblem = secretsProblem;
    this.menuProblems = menuProblems;
    this.administratorPassword ||= firstAdministrator?.password ?? '';
    const bootPort = portOf(boot);
    this.#planes = {
      boot: new Client({ port: bootPort }),
      admin: new Client({ port: portOf(admin) }),
      socket: new Client({ socketPath: socket }),
      bootPort,
      adminPort: portOf(admin),
    };
  }

  /** Stops the server and starts it again on the same data; ports change. `meanwhile`: what is done to its files. */
  async restart(meanwhile: () => unknown = () => undefined, flags: Flags = {}): Promise<void> {
    await this.#close();
    await meanwhile();
    this.#flags = { ...this.#flags, ...flags };
    await this.#open();
  }

  async #close(): Promise<void> {
    const { boot, admin, socket } = this.#running();
    for (const client of [boot, admin, socket]) client.close();
    await this.#app?.dispose();
  }

  async stop(): Promise<void> {
    await this.#close();
    rmSync(this.data, { recursive: true });
  }

  #running() {
    if (this.#planes === undefined) throw new Error('the app is not started');
    return this.#planes;
  }

  /** `http://127.0.0.1:PORT` */
  get bootUrl(): string {
    return `http://127.0.0.1:${this.bootPort}`;
  }

  get bootPort(): number {
    return this.#running().bootPort;
  }

  /** `http://127.0.0.1:PORT` */
  get adminUrl(): string {
    return `http://127.0.0.1:${this.#running().adminPort}`;
  }

  /** Asks the boot plane, as iPXE and installers do. */
  ask(question: Question | string): Promise<Answer> {
    return this.#running().boot.ask(question);
  }

  /** Asks the admin plane over TCP. */
  askAdmin(question: Question | string): Promise<Answer> {
    return this.#running().admin.ask(question);
  }

  /** Asks the admin plane over its socket. */
  askSocket(question: Question | string): Promise<Answer> {
    const asked = typeof question === 'string' ? { path: question } : question;
    return this.#running().socket.ask({ ...asked, headers: { 'x-netberth-user': 'ada', ...asked.headers } });
  }

  /** One visit to `/bootstrap`. */
  async boot(presented: Presented, from?: string): Promise<Booted> {
    const path = bootstrapPath(presented);
    const answer = await this.ask({ path, ...(from !== undefined && { from }) });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return {
      script: answer.text,
      bootId: /(?:bootid=|\bconfig\/\d+\/)([0-9a-f]{32})/.exec(answer.text)?.[1] ?? '',
    };
  }

  /** Runs an administrator's command over the socket; a refusal is an answer too. */
  async send<Definition extends CommandDefinition>(
    definition: Definition,
    input: Input<Definition>,
    token?: string,
  ): Promise<Answer> {
    const question = questionOf(definition, input);
    if (token === undefined) return await this.askSocket(question);
    const headers = { ...question.headers, authorization: `Bearer ${token}` };
    return await this.askAdmin({ ...question, headers });
  }

  /** Signs in as the console does. @throws with the problem when that is refused */
  async signIn(username: string, password: string): Promise<Browser> {
    const browser = new Browser((question) => this.askAdmin(question));
    const answer = await browser.signIn(username, password);
    if (answer.status !== 200) throw new Error(`signing in: ${answer.status} ${answer.text}`);
    return browser;
  }

  /** The same for what must be done. @throws with the problem when it is refused */
  async run<Definition extends CommandDefinition>(
    definition: Definition,
    input: Input<Definition>,
  ): Promise<OutputOf<Definition>> {
    const answer = await this.send(definition, input);
    if (answer.status !== 200) throw new Error(`${definition.name}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as OutputOf<Definition>;
  }

  /** The same for what must be refused: `NB3006 machine 1 already has grant …`. */
  async refusal<Definition extends CommandDefinition>(
    definition: Definition,
    input: Input<Definition>,
  ): Promise<string> {
    return refusalIn(await this.send(definition, input));
  }

  /** A machine that nobody has seen yet, with a MAC of its own. */
  async addMachine(more: Partial<Input<typeof machineAdd>> = {}): Promise<Known> {
    const mac = this.newMac();
    const { id } = await this.run(machineAdd, { macs: [mac], ...more });
    return { id, mac, presented: { net0: mac } };
  }

  newMac(): string {
    this.#added += 1;
    const digits = this.#added.toString(16).padStart(6, '0');
    return `52:54:01:${digits.replaceAll(/(..)(?!$)/g, '$1:')}`;
  }

  show({ id }: Pick<Known, 'id'>): Promise<MachineHistory> {
    return this.history(String(id));
  }

  /** Of a machine by its id, a MAC, its serial number. */
  history(machine: string): Promise<MachineHistory> {
    return this.run(machineShow, { machine });
  }

  async stateOf(machine: Pick<Known, 'id'>): Promise<Machine['state']> {
    return (await this.show(machine)).state;
  }

  /** What a person is told of one machine, oldest first. */
  async alertsOf(machine: Pick<Known, 'id'>): Promise<string[]> {
    const { events } = await this.show(machine);
    return events.toReversed().map(({ severity, message }) => `${severity}: ${message}`);
  }

  async events(): Promise<Event[]> {
    return (await this.run(eventList, { limit: 1000 })).events;
  }

  /** What an installer asks or tells with its boot id: `/finish`, `/post-install`. */
  call(path: string, { id }: Pick<Known, 'id'>, bootId: string, body?: string): Promise<Answer> {
    const question = { path: `${path}?id=${id}&bootid=${bootId}` };
    return this.ask(body === undefined ? question : { ...question, method: 'POST', body });
  }

  async import(name: string, files: ImageFiles, options: ImportOptions = {}): Promise<Profile> {
    const answer = await this.upload(name, await tarOf(files), options);
    if (answer.status !== 200) throw new Error(`import: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as Profile;
  }

  upload(name: string, tar: Buffer, options: ImportOptions = {}): Promise<Answer> {
    const query = new URLSearchParams(
      Object.entries(options).map(([key, value]): [string, string] => [key, String(value)]),
    );
    const path = `/api/v1${profileImport.http.path.replace('{name}', name)}?${query.toString()}`;
    const headers = { 'content-type': 'application/x-tar' };
    return this.askSocket({ method: 'PUT', path, headers, body: tar });
  }
}

/** Values as iPXE's `:uristring` writes them: a blank is %20, and + is itself. */
export function bootstrapPath(presented: Presented): string {
  const pairs = Object.entries(presented).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `/bootstrap?${pairs.join('&')}`;
}

/** `NB3006 machine 1 already has grant …` */
export function refusalIn(answer: Answer): string {
  const problem = problemSchema.parse(JSON.parse(answer.text));
  const fields = (problem.fields ?? []).map(({ field, message }) => ` [${field} ${message}]`).join('');
  return `${problem.code} ${problem.detail}${fields}`;
}

function portOf(urls: readonly string[]): number {
  return Number(new URL(urls[0] ?? '').port);
}

/** The request that a command comes to. */
export function questionOf(
  definition: CommandDefinition,
  input: object,
): Question & { headers: Record<string, string> } {
  const { method, path } = definition.http;
  const fields = new Map(Object.entries(input));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(fields.get(name));
    fields.delete(name);
    return encodeURIComponent(value);
  });
  const url = `/api/v1${filled}`;
  if (method === 'GET') {
    const query = new URLSearchParams(
      [...fields].map(([key, value]): [string, string] => [key, String(value)]),
    );
    return { method, path: `${url}?${query.toString()}`, headers: {} };
  }
  if (method === 'DELETE') return { method, path: url, headers: {} };
  const headers = { 'content-type': 'application/json' };
  return { method, path: url, headers, body: JSON.stringify(Object.fromEntries(fields)) };
}
