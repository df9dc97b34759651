import type { TaskName, TaskReport } from '@netberth/api';
import type { Reading, Writing } from '../../database/work.ts';
import type { MessageKey, MessageValues } from '../../platform/message-registry.ts';
import { raiseEvent } from '../events/event-store.ts';
import { machineName } from '../machines/machine-record.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { whyNoReport } from '../provisioning/boot-bearer.ts';
import type { BootBearer } from '../provisioning/boot-bearer.ts';
import { recordCallback } from '../provisioning/callback-store.ts';
import { failBoot } from '../provisioning/fail-boot.ts';
import { finishBoot } from '../provisioning/finish-boot.ts';
import type { ReportOutcome } from '../provisioning/finish-boot.ts';
import { judgeReport } from './judge-report.ts';

export type Taken =
  | { readonly ok: true; readonly text: string; readonly said: 'healthy' | 'failed' | null }
  | { readonly ok: false; readonly key: MessageKey; readonly values: MessageValues };

/** What the boot of a task image does; undefined: it is no such boot. */
function* taskOf({ boot }: BootBearer): Reading<TaskName | undefined> {
  const profile = boot.profile === null ? undefined : yield* findProfile(boot.profile);
  return profile?.spec.method === 'live' ? profile.spec.task : undefined;
}

/**
 * What a machine has done, kept with its boot, and the end of the step in the same transaction: there is no finished wipe
 * without its proof. Told again, it answers like the first time and changes nothing.
 */
export function* takeReport(bearer: BootBearer, report: TaskReport): Writing<Taken> {
  const { boot, machine } = bearer;
  const task = yield* taskOf(bearer);
  if (task === undefined) return { ok: false, key: 'noTask', values: { boot: boot.number } };
  if (task !== report.task)
    return { ok: false, key: 'badReport', values: { why: `the task is ${task}, not ${report.task}` } };
  if (boot.finishedAtMs !== null || boot.failedAtMs !== null)
    return { ok: true, text: `machine ${machine.id}: ${task} is noted already`, said: null };
  const why = whyNoReport(bearer);
  if (why !== undefined) return { ok: false, key: 'bootOver', values: { boot: boot.number, why } };
  const { lines, failure } = judgeReport(report);
  yield* recordCallback(boot.number, task, lines.join('\n'));
  const told: ReportOutcome = yield* failure === null ? finishBoot(bearer) : failBoot(bearer, failure);
  if (!told.ok) return { ok: false, key: 'bootOver', values: { boot: boot.number, why: told.why } };
  if (failure === null && task !== 'discover') yield* tellDone(bearer, task, lines);
  return { ok: true, text: told.text, said: failure === null ? 'healthy' : 'failed' };
}

/** Histories of boots are pruned; that a disk was erased is asked for later than that. */
function* tellDone({ machine }: BootBearer, task: TaskName, lines: readonly string[]): Writing<void> {
  for (const line of lines)
    yield* raiseEvent({
      severity: 'note',
      kind: `task.${task}`,
      message: `${machineName(machine)}: ${task}: ${line}`,
      machineId: machine.id,
    });
}
