import { captureList, captureRemove } from '@netberth/api';
import type { Capture } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { handleReadWithFiles, handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { Database, Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { isoTime } from '../../platform/iso-time.ts';
import { isInReach } from '../machines/machine-reach.ts';
import { findMachine } from '../machines/machine-store.ts';
import { findBoot } from '../provisioning/boot-store.ts';
import type { CaptureFolder } from './capture-folder.ts';
import type { CaptureRecord } from './capture-record.ts';

/** What waits to become a profile: seen, and removed. */
export function captureListCommands(captures: CaptureFolder, database: Database): readonly CommandHandler[] {
  return [listIn(captures, database), removeFrom(captures)];
}

function listIn(captures: CaptureFolder, database: Database): CommandHandler {
  return handleReadWithFiles(
    captureList,
    // oxlint-disable-next-line require-yield -- the files say which machines are asked for
    function* (_, actor) {
      return actor;
    },
    async (actor) => {
      const records = await captures.list();
      return { captures: await database.read(() => viewCaptures(records, actor)) };
    },
  );
}

function* viewCaptures(records: readonly CaptureRecord[], actor: Actor): Reading<Capture[]> {
  const shown: Capture[] = [];
  for (const record of records)
    if (yield* isInReach(record.machineId, actor, 'machine:read')) shown.push(yield* viewCapture(record));
  return shown;
}

function* viewCapture(record: CaptureRecord): Reading<Capture> {
  const { machineId, bootNumber, profile, sizeBytes, sha256, receivedAtMs } = record;
  return {
    ...{ machine: machineId, hostname: (yield* findMachine(machineId))?.hostname ?? null },
    ...{ bootNumber, profile, sizeBytes, sha256, receivedAt: isoTime(receivedAtMs) },
    fault: yield* captureFault(record),
  };
}

/** @returns why no profile can be made of it; null: one can */
export function* captureFault({ bootNumber }: CaptureRecord): Reading<string | null> {
  const boot = yield* findBoot(bootNumber);
  if (boot === undefined) return 'the boot that sent it is no longer known';
  // It sent what it could read, and then told that this was not all.
  return boot.failedAtMs === null ? null : 'the machine told afterwards that it could not send all of it';
}

function removeFrom(captures: CaptureFolder): CommandHandler {
  return handleWriteWithFiles(
    captureRemove,
    async ({ machine }) => ({ value: await captures.find(machine), discard: async () => undefined }),
    function* ({ machine }, actor, record) {
      if (record === null || !(yield* isInReach(machine, actor, 'profile:write')))
        throw new CommandRefused('captureNone', { machine });
      const { bootNumber, profile, sizeBytes, sha256 } = record;
      return {
        output: { removed: machine, freedBytes: sizeBytes },
        target: `machine:${machine}`,
        before: { bootNumber, profile, sizeBytes, sha256 },
        after: null,
        afterwards: () => captures.remove(machine),
      };
    },
  );
}
