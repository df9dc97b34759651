import { raiseEvent } from '../events/event-store.ts';
import type { Database } from '../../database/work.ts';
import { LineBuffer } from './line-buffer.ts';
import { SyslogReceiver } from './syslog-receiver.ts';
import type { ListenAt } from './syslog-receiver.ts';

export type ReceivingLogs = { readonly port: number; stop(): Promise<void> };

/** Takes the syslog of installers. @returns null when that cannot be: boots go on without, and an alert says why */
export async function receiveLogs(
  database: Database,
  listen: ListenAt,
  onError: (error: unknown) => void,
): Promise<ReceivingLogs | null> {
  const buffer = new LineBuffer(database, onError);
  try {
    const receiver = await SyslogReceiver.open(listen, (address, line) => buffer.take(address, line));
    return {
      port: receiver.port,
      stop: async () => {
        await receiver.close();
        await buffer.flush();
      },
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `the syslog of installers is not received at ${listen.host} port ${listen.port}: ${why}`;
    await database.write(() => raiseEvent({ severity: 'alert', kind: 'syslog', message, machineId: null }));
    return null;
  }
}
