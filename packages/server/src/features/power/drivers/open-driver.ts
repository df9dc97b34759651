import type { PowerHook } from '../../../config/power-settings.ts';
import type { DriverSettings } from '../power-record.ts';
import type { DrivenMachine, PowerDriver } from './power-driver.ts';

export type DriverTools = {
  readonly hooks: Readonly<Record<string, PowerHook>>;
  readonly allowLoopback: boolean;
  /** The server ends: nothing is waited for any more. */
  readonly signal?: AbortSignal | undefined;
};

/** Loads what a driver needs when the first machine is switched by it: most servers start without. */
export async function openDriver(
  settings: DriverSettings,
  password: string,
  machine: DrivenMachine,
  tools: DriverTools,
): Promise<PowerDriver> {
  switch (settings.driver) {
    case 'ipmi':
      return (await import('./ipmi-driver.ts')).ipmiDriver(settings, password, machine, tools);
    case 'redfish':
      return (await import('./redfish-driver.ts')).redfishDriver(settings, password, tools);
    case 'wol':
      return (await import('./wake-driver.ts')).wakeDriver(settings, machine);
    case 'hook':
      return (await import('./hook-driver.ts')).hookDriver(settings, password, machine, tools);
  }
}
