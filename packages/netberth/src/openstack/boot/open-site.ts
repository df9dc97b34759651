import { machineList } from '@netberth/api';
import type { Session } from '@netberth/openstack';
import type { z } from 'zod';
import { connect } from '../../connect/connect.ts';
import { Failure } from '../../failure.ts';
import type { Surroundings } from '../../local-command.ts';
import { openWorkshop } from '../iso-workshop.ts';
import type { openstackBoot } from '../openstack-definitions.ts';
import type { BootSite } from './boot-site.ts';
import { Machines } from './machines.ts';
import { startNarrator } from './narrator.ts';

type Asked = Pick<z.output<typeof openstackBoot.input>, 'bootUrl' | 'firmware' | 'timeout'>;
export type OpenedSite = { readonly site: BootSite; dispose(): Promise<void> };

/** The cloud, the Netberth and the firmware, all tried before anything is made. */
export async function openSite(
  session: Session,
  asked: Asked,
  { isFollowed, names, signal }: { isFollowed: boolean; names: readonly string[]; signal: AbortSignal },
  surroundings: Surroundings,
): Promise<OpenedSite> {
  const { flags, environment, terminal, data } = surroundings;
  await session.token();
  const workshop = await openWorkshop(data, asked.firmware);
  const bootUrl = asked.bootUrl ?? (await settledBootUrl(surroundings));
  const connection = await connect(flags, environment, machineList);
  const site: BootSite = {
    session,
    machines: new Machines(connection),
    workshop,
    bootUrl,
    narrator: startNarrator(terminal, Math.max(...names.map((name) => name.length))),
    signal,
    followMinutes: isFollowed ? asked.timeout : null,
  };
  return { site, dispose: () => connection.dispose() };
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
