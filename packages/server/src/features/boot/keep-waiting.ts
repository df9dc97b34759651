import { fillScript } from '@netberth/ipxe';
import type { Reading } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { WaitingTurn } from '../provisioning/download-line.ts';
import { findWaiting } from '../provisioning/waiting-machine-store.ts';
import type { WaitingMachine } from '../provisioning/waiting-machine-store.ts';
import type { BootRequest } from './boot-request.ts';
import type { Answer } from './decide-boot.ts';
import type { ReadyScript } from './script-cache.ts';

export type Waits = { readonly profile: string | null; readonly turn: WaitingTurn | null };

/** What a machine waits for: a profile, or a person. */
export function waitingIn(answer: Answer): Waits | undefined {
  switch (answer.kind) {
    case 'wait':
      return { profile: null, turn: null };
    case 'queue':
      return { profile: answer.profile.name, turn: answer.turn };
    case 'disk':
    case 'menu':
    case 'profile':
    case 'choice':
      return undefined;
  }
}

/** Since when it has been waiting, if it says so and that is so. */
export function* waitedOf(
  machine: MachineRecord | null,
  { waiting }: BootRequest,
): Reading<WaitingMachine | undefined> {
  return machine === null || waiting === null ? undefined : yield* findWaiting(machine.id, waiting);
}

/** The script with the boot that all the asking is. */
export function numberedScript({ text }: ReadyScript, boot: number): string {
  return fillScript(text, { 'boot-number': String(boot) });
}
