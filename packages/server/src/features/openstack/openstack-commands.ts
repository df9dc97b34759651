import { openstackCloud, openstackClouds } from '@netberth/api';
import { handleReadWithFiles, type CommandHandler } from '../../commands/command-handler.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { printable } from '../../platform/printable.ts';

/** What talks to clouds is loaded when somebody asks for one: most servers know none. */
const loaded = async () => {
  const [{ CloudProblem, OpenstackError }, folder, { askCloud }, { viewCloud }] = await Promise.all([
    import('@netberth/openstack'),
    import('./cloud-folder.ts'),
    import('./ask-cloud.ts'),
    import('./view-cloud.ts'),
  ]);
  return { CloudProblem, OpenstackError, ...folder, askCloud, viewCloud };
};

export function openstackCommands(data: string): readonly CommandHandler[] {
  const clouds = handleReadWithFiles(
    openstackClouds,
    function* () {},
    async () => {
      const { cloudFolderOf, readClouds, viewCloud } = await loaded();
      const folder = cloudFolderOf(data);
      const listed = await orRefused('', () => readClouds(folder));
      return { clouds: listed.map(viewCloud), folder };
    },
  );
  const cloud = handleReadWithFiles(
    openstackCloud,
    function* (asked) {
      return asked;
    },
    async ({ cloud: name, region }) => {
      const { askCloud, cloudFolderOf, readCloud } = await loaded();
      return orRefused(name, async () =>
        askCloud(await readCloud(cloudFolderOf(data), name, region ?? null)),
      );
    },
  );
  return [clouds, cloud];
}

async function orRefused<Result>(cloud: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { CloudProblem, OpenstackError } = await loaded();
    if (error instanceof CloudProblem) throw new CommandRefused('cloudUnusable', { why: sentenceOf(error) });
    if (error instanceof OpenstackError)
      throw new CommandRefused('cloudRefused', { cloud, why: sentenceOf(error) });
    throw error;
  }
}

/** It stands within another sentence. */
function sentenceOf({ message }: Error): string {
  return printable(message, 1000).replace(/\.$/, '');
}
