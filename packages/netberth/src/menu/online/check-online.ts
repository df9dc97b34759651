import { listResolutions, type AskedUrl, type Catalogue, type OnlineReport } from '@netberth/catalogue';
import type { Terminal } from '../../terminal.ts';
import { startCounting } from './count-progress.ts';
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
  const users = usersOf(catalogue, products);
  const file = reportFile(options.data);
  const before = await readReport(file);
  const urls: Record<string, AskedUrl> = { ...before.urls };
  const now = options.terminal.now().getTime();
  const isKnown = (url: string) => {
    const asked = urls[url];
    return asked?.why === null && now - Date.parse(asked.at) < dayMs && !options.fresh;
  };
  const open = [...users.keys()].filter((url) => !isKnown(url));
  await askAll(open, options, urls, (report) => writeReport(file, report));
  const asked = [...users].flatMap(([url, user]) => (urls[url] ? [{ url, user, ...urls[url] }] : []));
  return {
    problems: asked.flatMap(({ url, user, why }) => (why === null ? [] : [`${user}: ${url} ${why}`])),
    urls: asked.length,
    sizeBytes: asked.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
    report: file,
  };
}

/** Every URL that HTTP can fetch, with the file of the first product that wants it. */
function usersOf(catalogue: Catalogue, products: Catalogue['products']): ReadonlyMap<string, string> {
  const users = new Map<string, string>();
  for (const product of products)
    for (const { resolution } of listResolutions(catalogue, product))
      for (const { url } of resolution.ok ? resolution.spec.files : [])
        if (/^https?:/.test(url) && !users.has(url)) users.set(url, product.file);
  return users;
}

/** Neighbours in the list are often of one server, so each worker takes the next of all. */
async function askAll(
  open: readonly string[],
  { terminal, timeoutMs }: OnlineOptions,
  urls: Record<string, AskedUrl>,
  save: (report: OnlineReport) => Promise<void>,
): Promise<void> {
  if (open.length === 0) return;
  const progress = await startCounting(terminal, open.length);
  let [next, done, savedAtMs] = [0, 0, Date.now()];
  let saving = Promise.resolve();
  const work = async () => {
    for (let url = open[next++]; url !== undefined; url = open[next++]) {
      const probed = await probeUrl(url, { timeoutMs });
      const at = terminal.now().toISOString();
      urls[url] = probed.ok
        ? { at, sizeBytes: probed.sizeBytes, why: null }
        : { at, sizeBytes: null, why: probed.why };
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
