import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { buildApp, readConfig } from '@netberth/server';
import type { App } from '@netberth/server';
import { CommandPort } from './command-port.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** What a block of commands came to: the last line that ran is the first that failed. */
export type Ran = { readonly exitCode: number; readonly said: string };

/** Somebody who types what a page shows: in a folder with a server of its own, and `netberth` on the path. */
export class Reader {
  readonly folder: string;
  readonly #app: App;
  readonly #commands: CommandPort;
  readonly #urls: { readonly boot: string; readonly admin: string };

  private constructor(
    folder: string,
    app: App,
    commands: CommandPort,
    urls: { boot: string; admin: string },
  ) {
    this.folder = folder;
    this.#app = app;
    this.#commands = commands;
    this.#urls = urls;
  }

  static async start(prepare: (folder: string) => Promise<void>): Promise<Reader> {
    const folder = mkdtempSync(join(tmpdir(), 'netberth-reader-'));
    for (const name of ['answers', 'bin', 'data']) mkdirSync(join(folder, name));
    copyFileSync(here('netberth-command.sh'), join(folder, 'bin/netberth'));
    chmodSync(join(folder, 'bin/netberth'), 0o755);
    await prepare(folder);
    const listen = { 'boot-listen': '127.0.0.1:0', 'admin-listen': '127.0.0.1:0' };
    const hooks = `lab=${join(folder, 'bin/lab-power')}`;
    const more = { 'boot-url': 'http://192.0.2.1:8080', 'power-hooks': hooks, 'log-level': 'fatal' };
    const read = readConfig({ environment: {}, flags: { data: join(folder, 'data'), ...listen, ...more } });
    if (!read.ok) throw new Error(read.problems.join('\n'));
    const app = await buildApp(read.config);
    const { boot, admin } = await app.listen();
    const urls = { boot: boot[0] ?? '', admin: admin[0] ?? '' };
    return new Reader(folder, app, await CommandPort.open(), urls);
  }

  /** Types a block of commands into a shell; it ends at the first that fails. */
  async type(text: string): Promise<Ran> {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', this.#inThisFolder(text)], {
      cwd: this.folder,
      env: this.#environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
    const [out, err, exitCode] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended]);
    return { exitCode, said: `${out.toString()}${err.toString()}`.trim() };
  }

  /** The folder stays. */
  async stop(): Promise<void> {
    await this.#commands.close();
    await this.#app.dispose();
  }

  /** Folders of the system are folders in this one, and the server is where this one listens. */
  #inThisFolder(text: string): string {
    return text
      .replaceAll(/(?<![\w.])\/(?=(?:srv|etc|var|mnt)\/)/g, `${this.folder}/`)
      .replaceAll('~/', `${this.folder}/`)
      .replaceAll('http://127.0.0.1:8081', this.#urls.admin)
      .replaceAll('http://SERVER:8080', this.#urls.boot);
  }

  #environment(): NodeJS.ProcessEnv {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('NETBERTH_'));
    return {
      ...Object.fromEntries(own),
      ...{ HOME: this.folder, NO_COLOR: '1' },
      ...{ COMMANDS_PORT: String(this.#commands.port), COMMANDS_FOLDER: join(this.folder, 'answers') },
      PATH: `${join(this.folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      COMMANDS_OF_STANDARD_INPUT: `${process.execPath} ${here('../../src/main.ts')}`,
    };
  }
}
