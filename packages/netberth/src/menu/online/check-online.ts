import {
  cataloguedFiles,
  PublishedChecksums,
  type AskedUrl,
  type Catalogue,
  type OnlineReport,
} from '@netberth/catalogue';
import { checksumListFetcher } from '@netberth/catalogue/online';
import type { Terminal } from '../../terminal.ts';
import { startCountProgress } from '../../progress/count-progress.ts';
import { probeUrl } from './probe-url.ts';
import { readReport, reportFile, writeReport } from './report-file.ts';

export type OnlineOptions = {
  readonly data: string;
  readonly terminal: Terminal;
  /** Ask also for what was there at an earlier check of the last day. */
  readonly fresh: boolean;
  readonly timeoutMs: number;
};

export type CheckedOnline = {
  readonly problems: readonly string[];
  readonly urls: number;
  /** Of the files whose servers say. */
  readonly sizeBytes: number;
  /** Files whose SHA-256 upstream publishes. */
  readonly checksums: number;
  readonly report: string;
};

const atOnce = 16;
const saveEveryMs = 5_000;
const dayMs = 86_400_000;

/**
 * Asks for every file that these products boot from. The report in the data folder is written again and again: a check
 * that was stopped goes on where it was, and what was there within a day is not asked for again.
 */
export async function checkOnline(
  catalogue: Catalogue,
  products: Catalogue['products'],
  options: OnlineOptions,
): Promise<CheckedOnline> {
  const files = cataloguedFiles(catalogue, products);
  const file = reportFile(options.data);
  const before = await readReport(file);
  const urls: Record<string, AskedUrl> = { ...before.urls };
  const now = options.terminal.now().getTime();
  const isKnown = (url: string) => {
    const asked = urls[url];
    return asked?.why === null && now - Date.parse(asked.at) < dayMs && !options.fresh;
  };
  const open = [...files.keys()].filter((url) => !isKnown(url));
  await askAll(open, options, urls, (report) => writeReport(file, report));
  const asked = [...files].flatMap(([url, { product }]) =>
    urls[url] ? [{ url, user: product.file, ...urls[url] }] : [],
  );
  return {
    problems: asked.flatMap(({ url, user, why }) => (why === null ? [] : [`${user}: ${url} ${why}`])),
    urls: asked.length,
    sizeBytes: asked.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
    checksums: asked.filter(({ sha256 }) => sha256 !== null).length,
    report: file,
  };
}

/** Neighbours in the list are often of one server, so each worker takes the next of all. */
async function askAll(
  open: readonly string[],
  { terminal, timeoutMs }: OnlineOptions,
  urls: Record<string, AskedUrl>,
  save: (report: OnlineReport) => Promise<void>,
): Promise<void> {
  if (open.length === 0) return;
  const progress = await startCountProgress(terminal, open.length, { done: 'asked for', nouns: 'files' });
  let [next, done, savedAtMs] = [0, 0, Date.now()];
  let saving = Promise.resolve();
  const checksums = new PublishedChecksums(checksumListFetcher(timeoutMs));
  const work = async () => {
    for (let url = open[next++]; url !== undefined; url = open[next++]) {
      const probed = await probeUrl(url, { timeoutMs });
      const sha256 = probed.ok ? ((await checksums.find(url))?.sha256 ?? null) : null;
      const at = terminal.now().toISOString();
      urls[url] = probed.ok
        ? { at, sizeBytes: probed.sizeBytes, sha256, why: null }
        : { at, sizeBytes: null, sha256, why: probed.why };
      progress.at((done += 1));
      if (Date.now() - savedAtMs < saveEveryMs) continue;
      savedAtMs = Date.now();
      saving = saving.then(() => save({ urls }));
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    progress.end();
    await saving;
    await save({ urls });
  }
}
