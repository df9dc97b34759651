import type { Machine, TaskName } from '@netberth/api';

type Metadata = Machine['metadata'];
export type TaskSettings =
  | { readonly ok: true; readonly settings: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly why: string };

const maxMinutes = 7 * 24 * 60;
const defaultMinutes = 10;

/** What a person said of a task in the metadata of the machine, for the programs of packages/live: `WIPE`, `TEST_SECONDS` … */
export function taskSettings(task: TaskName, metadata: Metadata): TaskSettings {
  switch (task) {
    case 'wipe':
      return wipeSettings(metadata);
    case 'test':
      return testSettings(metadata);
    case 'discover':
    case 'rescue':
    case 'capture':
    case 'write':
      return { ok: true, settings: {} };
  }
}

function wipeSettings(metadata: Metadata): TaskSettings {
  const how = metadata['wipe'] ?? 'auto';
  const disks = metadata['wipe-disks'] ?? '';
  if (typeof how !== 'string' || !['auto', 'purge', 'overwrite'].includes(how))
    return { ok: false, why: `metadata wipe is ${JSON.stringify(how)}: wanted is auto, purge or overwrite` };
  if (typeof disks !== 'string' || !/^[A-Za-z0-9._:/,-]*$/.test(disks))
    return {
      ok: false,
      why: `metadata wipe-disks is ${JSON.stringify(disks)}: wanted are names or serial numbers, separated by commas`,
    };
  return { ok: true, settings: { WIPE: how, WIPE_DISKS: disks } };
}

function testSettings(metadata: Metadata): TaskSettings {
  const said = metadata['test-minutes'] ?? defaultMinutes;
  const minutes = Number(said);
  if (said === '' || !(minutes > 0 && minutes <= maxMinutes))
    return {
      ok: false,
      why: `metadata test-minutes is ${JSON.stringify(said)}: wanted are minutes up to ${maxMinutes}`,
    };
  return { ok: true, settings: { TEST_SECONDS: String(Math.ceil(minutes * 60)) } };
}
