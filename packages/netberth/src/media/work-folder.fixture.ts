import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCommandLine } from '../run-command-line.ts';
import { installFakeFirmware } from './firmware.fixture.ts';

/** A folder with a data folder in it that has firmware, in which the command runs. */
export class WorkFolder {
  readonly path: string;
  private constructor(path: string) {
    this.path = path;
  }

  static async open(): Promise<WorkFolder> {
    const folder = new WorkFolder(await mkdtemp(join(tmpdir(), 'netberth-media-')));
    await installFakeFirmware(folder.at('data'));
    return folder;
  }

  at(name: string): string {
    return join(this.path, name);
  }

  async run(...words: readonly string[]) {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const sinks = { out, err, isOutTty: false, isErrTty: false, widthColumns: 100, now: () => new Date(0) };
    const exitCode = await runCommandLine(['--data', this.at('data'), ...words], {}, sinks);
    out.end();
    err.end();
    return { exitCode, out: await text(out), err: await text(err) };
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true });
  }
}
