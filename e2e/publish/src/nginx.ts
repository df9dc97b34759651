import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { end, start } from '../../src/child-process.ts';
import { freePort } from '../../src/free-port.ts';
import { repositoryRoot } from '../../src/work-folder.ts';

/** The `location` blocks that docs/publishing.md tells people to write. */
function documentedLocations(): string {
  const document = readFileSync(join(repositoryRoot, 'docs/publishing.md'), 'utf8');
  const block = /```nginx\n(.*?)```/s.exec(document)?.[1];
  if (block === undefined) throw new Error('docs/publishing.md has no nginx block');
  return block;
}

/** A real nginx that serves a folder as our documentation says. */
export class Nginx implements AsyncDisposable {
  readonly port: number;
  /** In the format that nginx has by itself. */
  readonly combinedLog: string;
  readonly #accessLog: string;
  readonly #running: ReturnType<typeof start>;

  private constructor(port: number, folder: string, running: ReturnType<typeof start>) {
    this.port = port;
    this.combinedLog = join(folder, 'combined.log');
    this.#accessLog = join(folder, 'access.log');
    this.#running = running;
  }

  static async start(work: string, files: string): Promise<Nginx> {
    const own = join(work, 'nginx');
    mkdirSync(own, { recursive: true });
    const port = await freePort();
    writeFileSync(join(own, 'nginx.conf'), config(own, files, port));
    const args = ['-p', own, '-c', join(own, 'nginx.conf'), '-e', join(own, 'error.log')];
    const running = start('nginx', args, { logFile: join(own, 'output.log'), cwd: own });
    const nginx = new Nginx(port, own, running);
    for (let tries = 0; !(await answers(port)); tries += 1) {
      if (tries === 100) throw new Error(`nginx does not start: ${own}/error.log`);
      await sleep(100);
    }
    return nginx;
  }

  /** The paths that were asked for, in order, with the status. */
  asked(): readonly string[] {
    return readFileSync(this.#accessLog, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#running, 5_000);
  }
}

function config(own: string, files: string, port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${own}/${name};`)
    .join('\n');
  return `daemon off;
user root root;
worker_processes 1;
pid ${own}/nginx.pid;
error_log ${own}/error.log;
events { worker_connections 64; }
http {
  ${temporary}
  log_format asked '$status $request_uri';
  access_log ${own}/access.log asked;
  access_log ${own}/combined.log combined;
  types { text/html html; text/plain ipxe; }
  default_type application/octet-stream;
  server {
    listen 127.0.0.1:${port};
    root ${files};
    ${documentedLocations()}
  }
}
`;
}

async function answers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/`);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
