import { createSocket } from 'node:dgram';
import type { DriverSettings } from '../power-record.ts';
import { magicPacket } from './magic-packet.ts';
import { done, failed } from './power-driver.ts';
import type { DrivenMachine, PowerDriver, PowerOutcome } from './power-driver.ts';

type WakeSettings = Extract<DriverSettings, { driver: 'wol' }>;

/** Nothing says whether one arrived. */
const times = 3;

/** Wake-on-LAN: a packet for each MAC of the machine. */
export function wakeDriver({ broadcast, port }: WakeSettings, { macs }: DrivenMachine): PowerDriver {
  const onlyOn = async () => failed('refused', 'Wake-on-LAN can only switch on');
  return {
    look: async () => ({
      kind: 'done',
      value: { state: 'unknown', next: null, medium: null, model: 'Wake-on-LAN' },
    }),
    switch: async (action) => (action === 'on' ? await wake(macs, broadcast, port) : await onlyOn()),
    bootNext: onlyOn,
    insert: onlyOn,
    eject: onlyOn,
    close: async () => undefined,
  };
}

async function wake(macs: readonly string[], broadcast: string, port: number): Promise<PowerOutcome<null>> {
  if (macs.length === 0) return failed('refused', 'no MAC of this machine is known');
  const socket = createSocket(broadcast.includes(':') ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((resolve, reject) => socket.once('error', reject).bind(0, resolve));
    if (!broadcast.includes(':')) socket.setBroadcast(true);
    for (let time = 0; time < times; time++)
      for (const mac of macs) await sendTo(socket, magicPacket(mac), broadcast, port);
    return done;
  } catch (error) {
    return failed(
      'away',
      `no packet can be sent to ${broadcast}: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    socket.close();
  }
}

function sendTo(
  socket: ReturnType<typeof createSocket>,
  packet: Uint8Array,
  address: string,
  port: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(packet, port, address, (error) => (error === null ? resolve() : reject(error)));
  });
}
