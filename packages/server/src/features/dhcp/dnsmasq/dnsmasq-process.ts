import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { DnsmasqFiles } from './dnsmasq-files.ts';
import { explainDnsmasqEnd } from './explain-dnsmasq-end.ts';

export type DnsmasqState =
  | { readonly state: 'off' }
  | { readonly state: 'running' }
  /** It is started again by itself; `why` is for people. */
  | { readonly state: 'failed'; readonly why: string };

export type DnsmasqListener = {
  readonly onLine: (line: string) => void;
  readonly onRunning: () => void;
  /** It ended without being asked to. */
  readonly onEnd: (why: string) => void;
};

const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** One that has run this long had started well. */
const steadyAfterMs = 60_000;
const graceMs = 3000;

/** From the PATH. */
const program = 'dnsmasq';

/** A dnsmasq that is kept running: started again when it ends, after pauses that double up to a minute. */
export class DnsmasqProcess {
  readonly #files: Pick<DnsmasqFiles, 'configFile' | 'pidFile'>;
  readonly #listener: DnsmasqListener;
  #state: DnsmasqState = { state: 'off' };
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #pauseMs = firstPauseMs;
  #isWanted = false;
  #lastLines: string[] = [];
  #ended: Promise<void> = Promise.resolve();

  constructor(files: Pick<DnsmasqFiles, 'configFile' | 'pidFile'>, listener: DnsmasqListener) {
    this.#files = files;
    this.#listener = listener;
  }

  get state(): DnsmasqState {
    return this.#state;
  }

  start(): void {
    this.#isWanted = true;
    this.#spawn();
  }

  /** Reads its reservations anew, without forgetting a lease. */
  reload(): void {
    this.#child?.kill('SIGHUP');
  }

  async stop(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child === undefined) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await this.#ended;
    clearTimeout(timer);
  }

  #spawn(): void {
    const { configFile, pidFile } = this.#files;
    const args = ['--keep-in-foreground', '--log-facility=-', '--pid-file=', `--conf-file=${configFile}`];
    const startedAtMs = Date.now();
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' });
    this.#child = child;
    this.#lastLines = [];
    createInterface({ input: child.stderr }).on('line', (line) => this.#read(line));
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#after(startedAtMs, explainDnsmasqEnd({ error, program, lines: [] }));
        resolve();
      });
      child.once('close', (code, signal) => {
        const how = signal ?? `exit code ${code}`;
        this.#after(startedAtMs, explainDnsmasqEnd({ how, program, lines: this.#lastLines }));
        resolve();
      });
    });
    // Without the file the next start finds no orphan, and says that the port is taken.
    if (child.pid !== undefined) writeFile(pidFile, `${child.pid}\n`).catch(this.#listener.onEnd);
  }

  #read(line: string): void {
    this.#lastLines = [...this.#lastLines, line].slice(-5);
    if (/^dnsmasq\[\d+\]: started, version /.test(line)) {
      this.#state = { state: 'running' };
      this.#listener.onRunning();
    }
    this.#listener.onLine(line);
  }

  #after(startedAtMs: number, why: string): void {
    if (this.#child === undefined) return;
    this.#child = undefined;
    this.#state = { state: 'off' };
    if (!this.#isWanted) return;
    this.#state = { state: 'failed', why };
    this.#listener.onEnd(why);
    if (Date.now() - startedAtMs > steadyAfterMs) this.#pauseMs = firstPauseMs;
    this.#timer = setTimeout(() => this.#spawn(), this.#pauseMs);
    this.#timer.unref();
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
  }
}
