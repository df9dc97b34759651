import { printable } from '../../../platform/printable.ts';
import type { DriverSettings } from '../power-record.ts';
import { askHookUrl } from './ask-hook-url.ts';
import type { DriverTools } from './open-driver.ts';
import { failed } from './power-driver.ts';
import type { DrivenMachine, PowerDriver, PowerOutcome, Seen } from './power-driver.ts';
import { runProgram } from './run-program.ts';
import type { HookOrder, ToldToHook } from './hook-order.ts';

type HookSettings = Extract<DriverSettings, { driver: 'hook' }>;

const timeoutMs = 120_000;
/** sysexits.h, EX_TEMPFAIL: it may be tried again. */
const tryAgain = 75;

/** A program or URL of the settings, for whatever else switches machines. */
export function hookDriver(
  settings: HookSettings,
  password: string,
  machine: DrivenMachine,
  { hooks, signal }: DriverTools,
): PowerDriver {
  const hook = hooks[settings.hook];
  const ask = async (order: HookOrder): Promise<PowerOutcome<string>> => {
    if (hook === undefined)
      return failed('refused', `this server has no hook "${settings.hook}" (the setting power.hooks)`);
    const told = { machine, address: settings.address, password, signal };
    return hook.kind === 'url' ? await askHookUrl(hook.url, order, told) : await run(hook.path, order, told);
  };
  const act = async (
    action: HookOrder['action'],
    value: string | null = null,
  ): Promise<PowerOutcome<null>> => {
    const answer = await ask({ action, value });
    return answer.kind === 'done' ? { kind: 'done', value: null } : answer;
  };
  return {
    look: async () => seenIn(await ask({ action: 'status', value: null }), settings.hook),
    switch: act,
    bootNext: async (device) => await act('boot-next', device),
    insert: async (url) => await act('insert', url),
    eject: async () => await act('eject'),
    close: async () => undefined,
  };
}

async function run(
  path: string,
  { action, value }: HookOrder,
  { machine, address, password, signal }: ToldToHook,
): Promise<PowerOutcome<string>> {
  const env = {
    POWER_MACHINE: String(machine.id),
    POWER_HOSTNAME: machine.hostname ?? '',
    POWER_MACS: machine.macs.join(' '),
    POWER_ADDRESS: address ?? '',
    POWER_PASSWORD: password,
  };
  const ran = await runProgram(path, value === null ? [action] : [action, value], { env, timeoutMs, signal });
  switch (ran.kind) {
    case 'missing':
      return failed('refused', `the program ${path} is not there, or cannot be run`);
    case 'late':
      return failed('unclear', `the program had no end within ${timeoutMs / 1000} seconds`);
    case 'ended':
      if (ran.code === 0) return { kind: 'done', value: ran.stdout };
      return failed(ran.code === tryAgain ? 'busy' : 'refused', saidBy(ran.code, ran.stderr));
  }
}

function saidBy(code: number, stderr: string): string {
  const line = printable(stderr.trim().split('\n').at(-1) ?? '', 200);
  return `the program ended with exit code ${code}${line === '' ? '' : `: ${line}`}`;
}

function seenIn(answer: PowerOutcome<string>, hook: string): PowerOutcome<Seen> {
  if (answer.kind !== 'done') return answer.kind === 'unclear' ? { ...answer, kind: 'away' } : answer;
  const word = answer.value.trim();
  const state = word === 'on' || word === 'off' ? word : 'unknown';
  return { kind: 'done', value: { state, next: null, medium: null, model: `hook ${hook}` } };
}
