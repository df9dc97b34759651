import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capabilitySets } from '@netberth/ipxe';
import { compareCase, type Difference } from './compare-case.ts';
import type { BuildName, ComparedCase } from './compared-case.ts';
import { EmulatedMachine } from './emulated-machine.ts';
import { menuCases } from './menu-cases.ts';
import { readCorpus } from './read-corpus.ts';

const attempts = 3;

/** Where the build is, or why it is out of reach. */
export type BuildFile = { readonly file: string } | { readonly missing: string };

/** Every case of the corpus in the simulator and in this build of the real iPXE: screens, URLs and ends agree. */
export function describeDifferential(build: BuildName, given: BuildFile): void {
  const [kernelFile, skipped] = 'file' in given ? [given.file, ''] : ['', ` (skipped: ${given.missing})`];
  describe(`the simulator and iPXE of ${build}${skipped}`, { skip: skipped !== '' }, () => {
    let machine: EmulatedMachine;
    let kernel: Uint8Array;
    beforeAll(async () => {
      if (!existsSync(kernelFile)) throw new Error(`no "${kernelFile}": install the Debian package ipxe`);
      kernel = readFileSync(kernelFile);
      machine = await EmulatedMachine.start(kernelFile);
    });
    afterAll(async () => {
      await machine.stop();
    });
    for (const { topic, cases } of [...readCorpus(), menuCases(), usages(build)])
      describe(topic, () => {
        for (const each of cases.filter(({ builds }) => builds?.includes(build) ?? true))
          test(each.name, async () => {
            const found = await comparePatiently(() => compareCase(each, build, machine, kernel));
            expect({ at: found?.where, screen: found?.simulated }).toEqual({
              at: found?.where,
              screen: found?.real,
            });
          });
      });
  });
}

/** The emulator keeps real time: a key or a second may be lost on a busy machine, but not each time. */
async function comparePatiently(compare: () => Promise<Difference | null>): Promise<Difference | null> {
  for (let attempt = 1; attempt < attempts; attempt++) if ((await compare()) === null) return null;
  return compare();
}

/** `help` lists commands in the order of the build, and `shim` on BIOS reads no options. */
const withoutUsage = ['help', 'shim'];

function usages(build: BuildName): { readonly topic: string; readonly cases: readonly ComparedCase[] } {
  const commands = [...capabilitySets[build].pcbios.commands].filter((name) => !withoutUsage.includes(name));
  return {
    topic: 'usage',
    cases: commands.map((name) => ({
      name: `${name} shows how it is used`,
      script: `${name} --help || echo \${errno}\n${name} --bad`,
    })),
  };
}
