import { setTimeout as pause } from 'node:timers/promises';
import { RedfishService, type ServiceAddress } from '@netberth/redfish';
import { openFetch, type TlsWish } from './open-fetch.ts';

export type ConnectionWish = ServiceAddress & TlsWish;
export type Connection = { readonly service: RedfishService; readonly dispose: () => Promise<void> };

/**
 * Logs in. `dispose` gives the session back.
 *
 * ```ts
 * const { service, dispose } = await connectRedfish({ origin: 'https://192.0.2.107', user: 'admin', password });
 * const system = await findSystem(service, null);
 * console.log(system.PowerState); // "On"
 * await dispose();
 * ```
 */
export async function connectRedfish(wish: ConnectionWish): Promise<Connection> {
  const { fetch, dispose } = openFetch(wish);
  const surroundings = { fetch, now: Date.now, pause: async (ms: number) => await pause(ms) };
  try {
    const service = await RedfishService.open(wish, surroundings);
    return {
      service,
      dispose: async () => {
        await service.close();
        await dispose();
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
