import { auditVerify } from '@netberth/api';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { installer, withManifest } from '../harness/images.ts';
import { TestApp } from '../harness/start-app.ts';
import { happenings, restart } from './fleet-commands.ts';
import { naming, newFleet, newPerMinute } from './fleet-model.ts';
import { retrying } from './grant-model.ts';

/**
 * Lets so many stories happen to a server and to a model of the rules; both must say the same all along. fast-check
 * shortens a story that goes wrong, and prints it in words.
 *
 * @returns how many installers were served in all of them
 */
export async function runFleets(numRuns: number): Promise<number> {
  const app = await TestApp.start({
    ...{ 'new-machines': 'disk', 'new-machines-per-minute': String(newPerMinute) },
  });
  let served = 0;
  try {
    await app.import('wipe', { ...installer, ...withManifest() });
    await app.import('image1', { ...installer, ...withManifest() });
    await app.import(retrying, { ...installer, ...withManifest('retryAfterStart: true') });
    const args = 'args: bootid={{ boot.id }} host={{ machine.hostname }}';
    await app.import(naming, { ...installer, 'profile.yaml': `kernel: vmlinuz\n${args}\n` });
    const stories = fc.commands([...happenings, ...happenings, restart], { maxCommands: 40, size: 'max' });
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const fleet = await newFleet(app);
        await fc.asyncModelRun(() => ({ model: fleet, real: app }), story);
        for (const { grants } of fleet.machines) served += grants.boots.length;
      }),
      { numRuns },
    );
    const { ok, problems } = await app.run(auditVerify, {});
    expect([ok, problems], 'rule 10: the records are chained').toEqual([true, []]);
    return served;
  } finally {
    await app.stop();
  }
}
