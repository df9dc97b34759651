import { mediaIssue } from '@netberth/api';
import { now } from '../../database/work.ts';
import type { Database } from '../../database/work.ts';
import { findMachine } from '../machines/machine-store.ts';
import type { MediumMaker } from '../media/medium-maker.ts';
import { insertMedium, revokeMedium } from '../media/medium-store.ts';
import { mediumUrl, newMediumToken } from '../media/medium-url.ts';
import { networkTextOf } from '../media/network-text.ts';
import { failed } from './drivers/power-driver.ts';
import type { PowerOutcome } from './drivers/power-driver.ts';
import type { OrderRecord } from './power-record.ts';
import { findPower, noteInserted } from './power-store.ts';

export type MediumTools = {
  readonly database: Database;
  readonly mediumMaker: MediumMaker;
  /** Where machines reach the boot plane. */
  readonly bootUrl: string | null;
  /** Where BMCs do; null: as machines. */
  readonly mediaUrl: string | null;
};

/** A medium of the machine's own, with its network and a key. It takes the place of the one that was inserted before. */
export async function issueMedium(
  { machineId, grantId, createdBy }: OrderRecord,
  { database, mediumMaker, bootUrl, mediaUrl }: MediumTools,
): Promise<PowerOutcome<string>> {
  if (bootUrl === null) return failed('refused', 'the setting bootUrl is not set');
  const platform = (await database.read(() => findMachine(machineId)))?.hardware['platform'];
  const asked = mediaIssue.input.parse({
    ...{ machine: String(machineId), format: 'iso', bootUrl },
    // Of a machine that was seen, what it is; else the image is for both.
    ...(platform === 'efi' && { firmware: ['uefi'] }),
    ...(platform === 'pcbios' && { firmware: ['bios'] }),
  });
  const checker = await mediumMaker.checkerOf(asked);
  if (checker.kind === 'refused') return failed('refused', textOf(checker.problems));
  const token = newMediumToken();
  return await database.write(function* () {
    const machine = yield* findMachine(machineId);
    if (!machine) return failed('refused', 'the machine was forgotten');
    const known = networkTextOf(machine);
    if (!known.ok) return failed('refused', known.problems.join('; '));
    const text = { ...asked, ...known.texts, bootUrl };
    const { problems } = checker.examine(text);
    if (problems.length > 0) return failed('refused', textOf(problems));
    const nowMs = yield* now();
    const old = (yield* findPower(machineId))?.mediumId ?? null;
    if (old !== null) yield* revokeMedium(old, nowMs);
    const id = yield* insertMedium({ machineId, text, createdBy, createdAtMs: nowMs }, token);
    yield* noteInserted(machineId, id, grantId);
    return { kind: 'done' as const, value: mediumUrl(token, mediaUrl ?? bootUrl).url };
  });
}

function textOf(problems: readonly { readonly field: string; readonly message: string }[]): string {
  return problems.map(({ field, message }) => `${field} ${message}`).join('; ');
}
