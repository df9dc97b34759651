import type { Database } from '../../database/work.ts';
import { storeTransfers } from './fetched-file-store.ts';
import type { TransferLedger, TransferRow } from './transfer-ledger.ts';

const everyMs = 1000;
/** What is kept to be tried again while the database cannot be written; it only shows progress. */
const maxUnstored = 10_000;

/** Writes down once a second what was fetched. Stopping writes the rest. */
export function startStoringTransfers(
  database: Database,
  ledger: TransferLedger,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let unstored: readonly TransferRow[] = [];
  let underWay: Promise<void> = Promise.resolve();
  const storeRest = async () => {
    unstored = [...unstored, ...ledger.drain()].slice(-maxUnstored);
    if (unstored.length === 0) return;
    await database.write(() => storeTransfers(unstored));
    unstored = [];
  };
  const store = () => (underWay = underWay.then(storeRest));
  const timer = setInterval(() => {
    store().catch((error: unknown) => {
      underWay = Promise.resolve();
      onError(error);
    });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await store();
  };
}
