import type { InstallStage, LogLine } from '@netberth/api';
import type { Selectable } from 'kysely';
import type { BootLogsTable } from '../../database/tables.ts';
import { change, insert, readAll, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';
import type { SaidLine } from './parse-syslog.ts';

type LogRow = Selectable<BootLogsTable>;

/** What of a boot is kept, the newest lines. */
const keptLines = 2000;
const keptBytes = 512 * 1024;
/** What may stand above that until it is taken away: not at every line. */
const slack = 1.1;

const logOf = statement<{ boot: number }>()((query, { boot }) =>
  query.selectFrom('boot_logs').selectAll().where('boot_number', '=', boot),
);
const insertLog = statement<LogRow>()((query, row) =>
  query.insertInto('boot_logs').values({
    boot_number: row.boot_number,
    line_count: row.line_count,
    size_bytes: row.size_bytes,
    dropped_count: row.dropped_count,
    stage: row.stage,
    stage_at_ms: row.stage_at_ms,
  }),
);
const updateLog = statement<LogRow>()((query, row) =>
  query
    .updateTable('boot_logs')
    .set({
      line_count: row.line_count,
      size_bytes: row.size_bytes,
      dropped_count: row.dropped_count,
      stage: row.stage,
      stage_at_ms: row.stage_at_ms,
    })
    .where('boot_number', '=', row.boot_number),
);
const insertLine = statement<{
  boot: number;
  atMs: number;
  way: string;
  severity: number | null;
  program: string;
  text: string;
}>()(
  (query, { boot, atMs, way, severity, program, text }) =>
    query
      .insertInto('boot_log_lines')
      .values({ boot_number: boot, at_ms: atMs, way, severity, program, text }),
  'id',
);
const newestLines = statement<{ boot: number }>()((query, { boot }) =>
  query
    .selectFrom('boot_log_lines')
    .select(['id', 'program', 'text'])
    .where('boot_number', '=', boot)
    .orderBy('id', 'desc'),
);
const deleteUpTo = statement<{ boot: number; id: number }>()((query, { boot, id }) =>
  query.deleteFrom('boot_log_lines').where('boot_number', '=', boot).where('id', '<=', id),
);

export type BootLog = {
  readonly lineCount: number;
  readonly sizeBytes: number;
  /** Lines that are not kept: older ones, and those that came in a flood. */
  readonly droppedCount: number;
  readonly stage: InstallStage | null;
  readonly stageAtMs: number | null;
};

const noLog: BootLog = { lineCount: 0, sizeBytes: 0, droppedCount: 0, stage: null, stageAtMs: null };

export function* findBootLog(boot: number): Reading<BootLog | undefined> {
  const row = yield* readFirst(logOf, { boot });
  return row && logOfRow(row);
}

/** The newest of these boots that said something. */
export function* newestLogAmong(boots: readonly number[]): Reading<number | null> {
  if (boots.length === 0) return null;
  const [row] = yield* readQuery((query) =>
    query
      .selectFrom('boot_logs')
      .select('boot_number')
      .where('boot_number', 'in', [...boots])
      .orderBy('boot_number', 'desc')
      .limit(1),
  );
  return row?.boot_number ?? null;
}

/** The last lines, the oldest of them first. */
export function* lastLines(boot: number, limit: number): Reading<readonly LogLine[]> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('boot_log_lines')
      .selectAll()
      .where('boot_number', '=', boot)
      .orderBy('id', 'desc')
      .limit(limit),
  );
  return rows.toReversed().map(({ at_ms, way, severity, program, text }) => ({
    ...{ at: isoTime(at_ms), severity, program, text },
    way: way === 'http' ? ('http' as const) : ('syslog' as const),
  }));
}

/** Keeps lines, and the newest only. @param stage null: as it was */
export function* keepLines(
  boot: number,
  said: {
    readonly lines: readonly SaidLine[];
    readonly way: LogLine['way'];
    readonly atMs: number;
    readonly dropped: number;
    readonly stage: InstallStage | null;
  },
): Writing<void> {
  const known = yield* findBootLog(boot);
  const before = known ?? noLog;
  const { way, atMs } = said;
  for (const { severity, program, text } of said.lines)
    yield* insert(insertLine, { boot, atMs, way, severity, program, text });
  const after: BootLog = {
    lineCount: before.lineCount + said.lines.length,
    sizeBytes: before.sizeBytes + said.lines.reduce((sum, line) => sum + bytesOf(line), 0),
    droppedCount: before.droppedCount + said.dropped,
    stage: said.stage ?? before.stage,
    stageAtMs: said.stage === null ? before.stageAtMs : atMs,
  };
  const isTooMuch = after.lineCount > keptLines * slack || after.sizeBytes > keptBytes * slack;
  const kept = isTooMuch ? yield* dropOldest(boot, after) : after;
  yield* change(known === undefined ? insertLog : updateLog, rowOf(boot, kept));
}

function* dropOldest(boot: number, log: BootLog): Writing<BootLog> {
  const rows = yield* readAll(newestLines, { boot });
  let [lineCount, sizeBytes] = [0, 0];
  for (const row of rows) {
    if (lineCount >= keptLines || sizeBytes + bytesOf(row) > keptBytes) {
      yield* change(deleteUpTo, { boot, id: row.id });
      break;
    }
    lineCount += 1;
    sizeBytes += bytesOf(row);
  }
  return { ...log, lineCount, sizeBytes, droppedCount: log.droppedCount + rows.length - lineCount };
}

function bytesOf({ program, text }: Pick<SaidLine, 'program' | 'text'>): number {
  return Buffer.byteLength(program) + Buffer.byteLength(text);
}

function rowOf(boot: number, log: BootLog): LogRow {
  return {
    boot_number: boot,
    line_count: log.lineCount,
    size_bytes: log.sizeBytes,
    dropped_count: log.droppedCount,
    stage: log.stage,
    stage_at_ms: log.stageAtMs,
  };
}

function logOfRow(row: LogRow): BootLog {
  return {
    lineCount: row.line_count,
    sizeBytes: row.size_bytes,
    droppedCount: row.dropped_count,
    stage: row.stage as InstallStage | null,
    stageAtMs: row.stage_at_ms,
  };
}
