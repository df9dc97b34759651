import { createHash } from 'node:crypto';
import type { MediumOrder } from '../src/index.ts';

/** The order of a medium that no server has numbered: its script names it, so that one can be told from another. */
export function offlineOrder(order: Omit<MediumOrder, 'id' | 'key'>): MediumOrder {
  const nameless = { ...order, id: 'offline', key: null };
  const digest = createHash('sha256').update(JSON.stringify(nameless)).digest('hex');
  return { ...nameless, id: `offline-${digest.slice(0, 8)}` };
}
