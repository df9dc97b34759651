import { countedPartSchema, statsAdd, statsLogs, statsPopular, statsShow } from '@netberth/api';
import type { CountedPart } from '@netberth/api';
import { z } from 'zod';
import { handleRead, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { readJson } from '../../platform/read-json.ts';
import { addBootCounts, countBoots } from './boot-count-store.ts';
import { popularProducts } from './popular-entries.ts';
import { findCountedLog, insertCountedLog, listCountedLogs, moveCountedLog } from './counted-log-store.ts';

const dayMs = 86_400_000;

const show = handleRead(statsShow, function* ({ by, days, product, source }) {
  const sinceMs = (yield* now()) - (days - 1) * dayMs;
  const since = new Date(sinceMs).toISOString().slice(0, 10);
  const rows = yield* countBoots({ by, since, product, source });
  return { since, by, boots: rows.reduce((sum, { boots }) => sum + boots, 0), rows: [...rows] };
});

const popular = handleRead(statsPopular, function* () {
  const products = yield* popularProducts();
  return {
    products: products.map(({ product, score }) => ({ product, score: Math.round(score * 100) / 100 })),
  };
});

const logs = handleRead(statsLogs, function* ({ head, after = 0, limit }) {
  const found = yield* listCountedLogs(head, after, limit + 1);
  const page = found.slice(0, limit);
  return { logs: [...page], next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
});

const add = handleWrite(statsAdd, function* ({ document }) {
  const { log, counts } = parsePart(document);
  const { follows, ...progress } = log;
  const before = follows === null ? undefined : yield* findCountedLog(follows.id);
  const boots = counts.reduce((sum, count) => sum + count.boots, before?.boots ?? 0);
  const row = { ...progress, boots, atMs: yield* now() };
  const id = follows?.id ?? (yield* insertCountedLog(row));
  if (follows !== null && !(yield* moveCountedLog(follows.id, follows.sha256, row)))
    throw new CommandRefused('logCountedMeanwhile', { name: log.name });
  yield* addBootCounts(counts, 'logs');
  const after = yield* findCountedLog(id);
  if (after === undefined) throw new CommandRefused('logCountedMeanwhile', { name: log.name });
  return { output: after, target: `log:${id}`, before: before ?? null, after };
});

export const usageCommands: readonly CommandHandler[] = [show, popular, logs, add];

function parsePart(document: string): CountedPart {
  const read = readJson(document);
  if (!read.ok) throw new CommandRefused('countsRefused', { why: read.why });
  const parsed = countedPartSchema.safeParse(read.value);
  if (parsed.success) return parsed.data;
  throw new CommandRefused('countsRefused', { why: z.prettifyError(parsed.error).replaceAll('\n', ' ') });
}
