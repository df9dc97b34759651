import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { finished } from 'node:stream/promises';
import { runCommandLine } from '../../src/run-command-line.ts';

/** Where netberth-command.sh sends what was typed. The commands run in this process, one after the other. */
export class CommandPort {
  readonly #server: Server;
  readonly #home = process.cwd();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<CommandPort> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const commands = new CommandPort(server);
    server.on('connection', (socket) => commands.#take(socket));
    return commands;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
    process.chdir(this.#home);
  }

  #take(socket: Socket): void {
    let received = '';
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString();
      const [count = '', ...parts] = received.split('\0').slice(0, -1);
      if (count === '' || parts.length < Number(count)) return;
      this.#last = this.#last.then(async () => socket.end(`${await run(parts)}\n`));
    });
  }
}

/**
 * What the words say goes into the files ANSWER.out and ANSWER.err.
 * @param parts the answer's name, the folder, how many words, the words, settings as `NAME=value`
 * @returns the exit code
 */
async function run([answer = '', folder = '', count = '', ...rest]: readonly string[]): Promise<number> {
  const settings = rest.slice(Number(count)).map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  const [out, err] = [createWriteStream(`${answer}.out`), createWriteStream(`${answer}.err`)];
  process.chdir(folder);
  const plain = { isOutTty: false, isErrTty: false, widthColumns: 100, now: () => new Date() };
  const words = rest.slice(0, Number(count));
  const exitCode = await runCommandLine(words, Object.fromEntries(settings), { out, err, ...plain });
  await Promise.all([out, err].map((output) => finished(output.end())));
  return exitCode;
}
