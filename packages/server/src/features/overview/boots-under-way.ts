import type { BootUnderWay, Profile } from '@netberth/api';
import { now, readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { isoTime, isoTimeOrNull } from '../../platform/iso-time.ts';

const shownBoots = 100;
/** Among how many of the newest boots those that fetch are looked for: the table has no index but its number. */
const newestBoots = 2000;
const minuteMs = 60_000;
/** A boot that has fetched nothing for so long is over, or waits for somebody. */
const quietMs = 2 * minuteMs;

type Candidate = {
  readonly number: number;
  readonly at_ms: number;
  readonly machine_id: number | null;
  readonly hostname: string | null;
  readonly profile: string | null;
  readonly started_at_ms: number | null;
};
type Fetched = { readonly bytes: number; readonly lastAtMs: number };

/** Boots that fetch now, and installs that have started and not reported: newest first, one a machine. */
export function* bootsUnderWay(): Reading<BootUnderWay[]> {
  const nowMs = yield* now();
  const installing = yield* startedBoots();
  const candidates = [...installing, ...(yield* recentBoots(nowMs))];
  const fetched = yield* fetchedBy(candidates.map(({ number }) => number));
  const expected = yield* expectedBytes();
  const started = new Set(installing.map(({ number }) => number));
  const isUnderWay = ({ number, at_ms }: Candidate) =>
    started.has(number) || Math.max(at_ms, fetched.get(number)?.lastAtMs ?? 0) > nowMs - quietMs;
  return newestOfEach(candidates.filter(isUnderWay))
    .slice(0, shownBoots)
    .flatMap((boot) => viewOf(boot, fetched.get(boot.number), expected));
}

function* startedBoots(): Reading<readonly Candidate[]> {
  return yield* readQuery((query) =>
    query
      .selectFrom('machines')
      .innerJoin('boots', 'boots.number', 'machines.started_boot')
      .select(['number', 'at_ms', 'machine_id', 'hostname', 'profile', 'started_at_ms'])
      .where('state', '=', 'installing')
      .orderBy('number', 'desc')
      .limit(shownBoots),
  );
}

function* recentBoots(nowMs: number): Reading<readonly Candidate[]> {
  const [newest] = yield* readQuery((query) =>
    query.selectFrom('boots').select('number').orderBy('number', 'desc').limit(1),
  );
  return yield* readQuery((query) =>
    query
      .selectFrom('boots')
      .innerJoin('machines', 'machines.id', 'boots.machine_id')
      .select(['number', 'at_ms', 'machine_id', 'hostname', 'profile', 'started_at_ms'])
      .where('number', '>', (newest?.number ?? 0) - newestBoots)
      .where('decision', '=', 'profile')
      .where('boots.finished_at_ms', 'is', null)
      .where('boots.failed_at_ms', 'is', null)
      .where('at_ms', '>', nowMs - 60 * minuteMs)
      .orderBy('number', 'desc')
      .limit(shownBoots),
  );
}

function* fetchedBy(numbers: readonly number[]): Reading<ReadonlyMap<number, Fetched>> {
  if (numbers.length === 0) return new Map();
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('fetched_files')
      .select([
        'boot_number',
        ({ fn }) => fn.sum<number | string>('covered_bytes').as('bytes'),
        ({ fn }) => fn.max('last_at_ms').as('last'),
      ])
      .where('boot_number', 'in', [...numbers])
      .groupBy('boot_number'),
  );
  // Sums are text on some databases.
  return new Map(
    rows.map(({ boot_number, bytes, last }) => [boot_number, { bytes: Number(bytes), lastAtMs: last }]),
  );
}

/** What a boot of each profile fetches: the rest of an image is read by nobody. */
function* expectedBytes(): Reading<ReadonlyMap<string, number>> {
  const rows = yield* readQuery((query) => query.selectFrom('profiles').select(['name', 'files_json']));
  return new Map(
    rows.map(({ name, files_json }) => {
      const files = JSON.parse(files_json) as Profile['files'];
      const booted = files.filter(({ role }) => role === 'kernel' || role === 'initrd' || role === 'image');
      return [name, booted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)];
    }),
  );
}

function newestOfEach(boots: readonly Candidate[]): Candidate[] {
  const byMachine = new Map<number | null, Candidate>();
  for (const boot of boots) {
    const known = byMachine.get(boot.machine_id);
    if (known === undefined || known.number < boot.number) byMachine.set(boot.machine_id, boot);
  }
  return [...byMachine.values()].sort((a, b) => b.number - a.number);
}

function viewOf(
  boot: Candidate,
  fetched: Fetched | undefined,
  expected: ReadonlyMap<string, number>,
): BootUnderWay[] {
  if (boot.machine_id === null || boot.profile === null) return [];
  return [
    {
      number: boot.number,
      at: isoTime(boot.at_ms),
      machineId: boot.machine_id,
      hostname: boot.hostname,
      profile: boot.profile,
      startedAt: isoTimeOrNull(boot.started_at_ms),
      fetchedBytes: fetched?.bytes ?? 0,
      expectedBytes: expected.get(boot.profile) ?? 0,
      lastSentAt: isoTimeOrNull(fetched?.lastAtMs ?? null),
    },
  ];
}
