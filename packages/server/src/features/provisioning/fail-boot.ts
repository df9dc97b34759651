import type { Writing } from '../../database/work.ts';
import { printable } from '../../platform/printable.ts';
import { raiseEvent } from '../events/event-store.ts';
import { machineName } from '../machines/machine-record.ts';
import { isTakenOver, whyNoReport } from './boot-bearer.ts';
import type { BootBearer } from './boot-bearer.ts';
import { markBoot } from './boot-store.ts';
import { recordCallback } from './callback-store.ts';
import { endGrant } from './end-grant.ts';
import { moveMachine } from './move-machine.ts';
import type { ReportOutcome } from './finish-boot.ts';

/** The installer says that it failed: nothing more is served under this grant until a person grants again. */
export function* failBoot(bearer: BootBearer, log: string): Writing<ReportOutcome> {
  const why = whyNoReport(bearer);
  if (why !== undefined) return { ok: false, why };
  const { boot, machine, grant, nowMs } = bearer;
  const text = `machine ${machine.id}: failure of ${boot.profile ?? 'boot'} noted, nothing more is served`;
  if (boot.failedAtMs !== null) return { ok: true, text };
  const firstLine = printable(log.trim().split('\n', 1)[0] ?? '', 200) || 'no reason given';
  yield* markBoot(boot.number, 'failed', nowMs);
  yield* recordCallback(boot.number, 'failed', log.toWellFormed());
  yield* raiseEvent({
    severity: 'alert',
    kind: 'installFailed',
    message: `${machineName(machine)}: ${boot.profile ?? 'boot'} reports failure: ${firstLine}`,
    machineId: machine.id,
  });
  const stateReason = `${boot.profile ?? 'boot'} reports: ${firstLine}`;
  if (grant !== null) {
    const isCurrent = machine.grantId === grant.id && boot.step === grant.step;
    if (isCurrent) yield* endGrant(machine, grant, 'report-failure', stateReason);
  } else if (machine.grantId === null && isTakenOver(bearer)) {
    yield* moveMachine(machine, 'report-failure', { stateReason });
  }
  return { ok: true, text };
}
