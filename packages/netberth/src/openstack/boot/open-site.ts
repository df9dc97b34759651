import { firmwareStatus, firmwareStatusSchema, machineList } from '@netberth/api';
import type { Session } from '@netberth/openstack';
import type { z } from 'zod';
import { connect } from '../../connect/connect.ts';
import type { Connection } from '../../connect/connection.ts';
import { Failure } from '../../failure.ts';
import type { Surroundings } from '../../local-verb.ts';
import type { openstackBoot } from '../openstack-definitions.ts';
import type { BootSite } from './boot-site.ts';
import { IssuedIsos } from './issued-isos.ts';
import { Machines, understood } from './machines.ts';
import { sendCommand } from '../../send-command.ts';
import { startNarrator } from './narrator.ts';

type Asked = Pick<z.output<typeof openstackBoot.input>, 'bootUrl' | 'firmware' | 'timeout'>;
export type OpenedSite = { readonly site: BootSite; dispose(): Promise<void> };

/** The cloud and the Netberth, both tried before anything is made. */
export async function openSite(
  session: Session,
  asked: Asked,
  { isFollowed, names, signal }: { isFollowed: boolean; names: readonly string[]; signal: AbortSignal },
  surroundings: Surroundings,
): Promise<OpenedSite> {
  const { flags, environment, terminal } = surroundings;
  await session.token();
  const bootUrl = asked.bootUrl ?? (await settledBootUrl(surroundings));
  const connection = await connect(flags, environment, machineList);
  try {
    await demandFirmware(connection);
  } catch (error) {
    await connection.dispose();
    throw error;
  }
  const narrator = await startNarrator(terminal, Math.max(...names.map((name) => name.length)));
  const site: BootSite = {
    session,
    machines: new Machines(connection),
    isos: new IssuedIsos(connection),
    firmware: asked.firmware,
    bootUrl,
    narrator,
    signal,
    followMinutes: isFollowed ? asked.timeout : null,
  };
  return {
    site,
    dispose: async () => {
      narrator.end();
      await connection.dispose();
    },
  };
}

/** ISOs are made of it, at the end of much that is made in the cloud. */
async function demandFirmware(connection: Connection): Promise<void> {
  const status = understood(firmwareStatusSchema, await sendCommand(connection, firmwareStatus, {}));
  if (status.installedAt === null)
    throw new Failure(
      'The server has no firmware to make ISOs of; nothing was made in the cloud.\nBring it: netberth firmware install',
    );
}

/** Throws a Failure when no setting tells it. */
export async function settledBootUrl({ flags, environment }: Surroundings): Promise<string> {
  const { readServerConfig } = await import('../../server/read-server-config.ts');
  const { bootUrl } = await readServerConfig(flags, {}, environment);
  if (bootUrl !== null && bootUrl !== undefined) return bootUrl;
  throw new Failure(
    '--boot-url is missing: where servers of the cloud reach Netberth, such as http://192.0.2.1:8080. The setting bootUrl gives it to all commands.',
  );
}
