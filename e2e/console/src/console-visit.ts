import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import type { NetberthServer } from '../../src/netberth-server.ts';
import type { Account } from './add-account.ts';

const program = '/usr/bin/chromium';
/** A page that takes longer is broken, also on a busy machine. */
const patienceMs = 60_000;

let started: Promise<Browser> | undefined;

/** One program for all visits of a test file: starting it takes longer than most visits. */
function browser(): Promise<Browser> {
  started ??= chromium.launch({
    executablePath: program,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
      // As QEMU shows it to its machines: what a machine is told leads a person to the same server.
      ...['--no-proxy-server', '--host-resolver-rules=MAP 10.0.2.2 127.0.0.1'],
    ],
  });
  return started;
}
afterAll(async () => (await started)?.close());

/** One person at one browser, with cookies and a cache of their own, from opening it to closing it. */
export class ConsoleVisit {
  readonly page: Page;
  /** What the browser complained of: errors of scripts, and what the content security policy has stopped. */
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;
  readonly #server: NetberthServer;

  private constructor(context: BrowserContext, page: Page, server: NetberthServer) {
    this.#context = context;
    this.page = page;
    this.#server = server;
    page.setDefaultTimeout(patienceMs);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      const isStatus = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isStatus) this.complaints.push(message.text());
    });
  }

  static async open(server: NetberthServer, options: BrowserContextOptions = {}): Promise<ConsoleVisit> {
    const wanted = { locale: 'en-GB', timezoneId: 'UTC', ...options };
    const context = await (await browser()).newContext(wanted);
    return new ConsoleVisit(context, await context.newPage(), server);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.adminPort}`;
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`);
  }

  async signIn({ name, password }: Account): Promise<void> {
    await this.page.getByLabel('User name').fill(name);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('navigation').waitFor();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
  }
}
