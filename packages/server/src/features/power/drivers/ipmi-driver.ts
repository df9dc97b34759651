import type { DriverSettings } from '../power-record.ts';
import { addressOfHost } from './address-of-host.ts';
import { explainIpmitool } from './explain-ipmitool.ts';
import type { DriverTools } from './open-driver.ts';
import { done, failed } from './power-driver.ts';
import type { DrivenMachine, PowerDriver, PowerOutcome, Seen, Switching } from './power-driver.ts';
import { runProgram } from './run-program.ts';

type IpmiSettings = Extract<DriverSettings, { driver: 'ipmi' }>;

const program = 'ipmitool';
/** A packet is sent again after a second, three times, for each step of a session. */
const patience = ['-N', '1', '-R', '3'];
const timeoutMs = 60_000;

const devices = { pxe: 'pxe', cd: 'cdrom', disk: 'disk' } as const;

/** A BMC by IPMI 2.0 (RMCP+), by ipmitool of Debian. The password is in its environment, never in its arguments. */
export function ipmiDriver(
  { host, port, user, cipher }: IpmiSettings,
  password: string,
  { isEfi }: DrivenMachine,
  { allowLoopback, signal }: DriverTools,
): PowerDriver {
  const ask = async (...words: readonly string[]): Promise<PowerOutcome<string>> => {
    const found = await addressOfHost(host, allowLoopback);
    if (found.kind !== 'address') return found;
    const args = [
      ...['-v', '-I', 'lanplus', '-H', found.address, '-p', String(port), '-U', user, '-E', '-L', 'OPERATOR'],
      ...patience,
      ...(cipher === null ? [] : ['-C', String(cipher)]),
      ...words,
    ];
    const ran = await runProgram(program, args, { env: { IPMI_PASSWORD: password }, timeoutMs, signal });
    switch (ran.kind) {
      case 'missing':
        return failed('refused', 'ipmitool is not installed on this server (Debian: apt install ipmitool)');
      case 'late':
        return failed('unclear', `no end within ${timeoutMs / 1000} seconds`);
      case 'ended':
        return ran.code === 0 ? { kind: 'done', value: ran.stdout } : explainIpmitool(ran.stderr);
    }
  };
  return {
    look: async () => seenIn(await ask('chassis', 'power', 'status')),
    switch: async (action: Switching) => withoutText(await ask('chassis', 'power', action)),
    bootNext: async (device) => {
      const efi = isEfi ? ['options=efiboot'] : [];
      return withoutText(await ask('chassis', 'bootdev', devices[device], ...efi));
    },
    insert: async () => failed('refused', 'IPMI has no virtual drive'),
    eject: async () => failed('refused', 'IPMI has no virtual drive'),
    close: async () => undefined,
  };
}

function seenIn(answer: PowerOutcome<string>): PowerOutcome<Seen> {
  if (answer.kind !== 'done') return answer.kind === 'unclear' ? { ...answer, kind: 'away' } : answer;
  const state = /Chassis Power is (on|off)/.exec(answer.value)?.[1];
  if (state !== 'on' && state !== 'off') return failed('refused', 'it does not say whether it is on');
  return { kind: 'done', value: { state, next: null, medium: null, model: 'IPMI 2.0' } };
}

function withoutText(answer: PowerOutcome<string>): PowerOutcome<null> {
  return answer.kind === 'done' ? done : answer;
}
