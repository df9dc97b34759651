import { access, constants, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { type Architecture, type Firmware } from '@netberth/catalogue';
import { simulatedMachine } from '@netberth/catalogue/check';
import { type CapabilitySetName } from '@netberth/ipxe';
import { buildVersion, parseKeys, simulateAsync, type SimulateAsyncOptions } from '@netberth/ipxe/simulate';
import { Failure } from '../../failure.ts';
import { answerFromFolder, folderUrl } from './answer-from-folder.ts';
import { answerFromWeb } from './answer-from-web.ts';
import type { SimulationOutput } from './simulation-schema.ts';

export type AskedSimulation = {
  readonly script: string;
  readonly keys?: string | undefined;
  readonly firmware: Firmware;
  readonly arch: Architecture;
  readonly set: Readonly<Record<string, string>>;
  readonly build: CapabilitySetName;
  readonly fetch: boolean;
};

/** `menu simulate`: a script of this host or of the network, with the keys and on the machine that were asked for. */
export async function simulateScript(asked: AskedSimulation): Promise<SimulationOutput> {
  const { firmware, arch, build, set } = asked;
  if (firmware === 'bios' && arch === 'arm64')
    throw new Failure('Cannot simulate arm64 with BIOS: there is none; wanted --firmware efi');
  const { url, fetch } = await sourceOf(asked);
  const machine = { ...simulatedMachine({ firmware, arch }), build, settings: set };
  try {
    const simulation = await simulateAsync({ url }, { ...machine, keys: parseKeys(asked.keys ?? ''), fetch });
    return { ...simulation, ok: !['error', 'hang', 'loop'].includes(simulation.end.kind) };
  } catch (error) {
    // The engine names the setting that no machine can have.
    if (error instanceof RangeError)
      throw new Failure(`Cannot simulate "${asked.script}": ${error.message}`, { cause: error });
    throw error;
  }
}

type Source = { readonly url: string; readonly fetch: SimulateAsyncOptions['fetch'] };

async function sourceOf({ script, build, fetch }: AskedSimulation): Promise<Source> {
  const fromWeb = answerFromWeb(`iPXE/${buildVersion(build)}`);
  if (/^https?:\/\//i.test(script)) return { url: script, fetch: fromWeb };
  const scheme = /^[a-z][a-z0-9+.-]*(?=:\/\/)/i.exec(script)?.[0];
  if (scheme !== undefined)
    throw new Failure(`Cannot fetch "${script}": wanted http://, https:// or a file, not ${scheme}://`);
  const path = resolve(script);
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw new Failure(`Cannot read "${script}": there is no such file that you may read`, { cause: error });
  });
  if (!(await stat(path)).isFile())
    throw new Failure(`Cannot read "${script}": it is not a file, wanted a script`);
  const elsewhere: Source['fetch'] = fetch ? fromWeb : async () => ({ kind: 'unseen' });
  return { url: folderUrl(basename(path)), fetch: answerFromFolder(dirname(path), elsewhere) };
}
