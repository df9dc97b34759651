import type { Database } from '../../database/work.ts';
import { storeTransfers } from './fetched-file-store.ts';
import type { TransferLedger } from './transfer-ledger.ts';

const everyMs = 1000;

/** Writes down once a second what was fetched. Stopping writes the rest. */
export function startStoringTransfers(
  database: Database,
  ledger: TransferLedger,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const store = async () => {
    const rows = ledger.drain();
    if (rows.length > 0) await database.write(() => storeTransfers(rows));
  };
  const timer = setInterval(() => {
    store().catch(onError);
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await store();
  };
}
