import { configurationPlan, planSchema } from '@netberth/api';
import type { Plan } from '@netberth/api';
import type { Connection } from '../connect/connection.ts';
import { sendCommand } from '../send-command.ts';
import type { LoadedConfiguration } from './load-configuration.ts';

export type Limits = {
  readonly maxGrants?: number | undefined;
  readonly maxRemovals?: number | undefined;
  readonly maxMachines?: number | undefined;
  readonly maxProtected?: number | undefined;
};

/** What a server is asked about a folder. */
export function wantedOf({ configuration }: LoadedConfiguration, prune: boolean, limits: Limits) {
  const { maxGrants, maxRemovals, maxMachines, maxProtected } = limits;
  const given = Object.entries({ maxGrants, maxRemovals, maxMachines, maxProtected });
  return {
    configuration,
    prune,
    limits: Object.fromEntries(given.filter(([, limit]) => limit !== undefined)),
  };
}

export async function askPlan(connection: Connection, wanted: ReturnType<typeof wantedOf>): Promise<Plan> {
  return planSchema.parse(await sendCommand(connection, configurationPlan, wanted));
}
