import { parseArgs } from 'node:util';
import { OpenstackSite } from '../../../e2e/openstack/src/openstack-site.ts';
import { serversFromList } from './servers-from-list.ts';
import { uploadSpeed } from './upload-speed.ts';

const usage = `npm run bench -- openstack [--servers N] [--megabytes N]

  an upload to Glance, against curl -T of the same file (default: 512 MB, five times each)
  servers from a list, against the making of their ISOs alone (default: 100)

A real OpenStack is started for it; its hypervisor is Nova's fake one.`;

/** Measures against a cloud of its own. Gives the exit code. */
export async function openstackCommand(words: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      servers: { type: 'string', default: '100' },
      megabytes: { type: 'string', default: '512' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  console.log('Starting a cloud; that takes a minute or two.');
  const site = await OpenstackSite.open('openstack-bench');
  try {
    console.log(`\nupload of ${values.megabytes} MB`);
    console.table(await uploadSpeed(site, Number(values.megabytes)));
    console.log(`\n${values.servers} servers from a list`);
    console.table(await serversFromList(site, Number(values.servers)));
  } finally {
    await site.dispose();
  }
  return 0;
}
