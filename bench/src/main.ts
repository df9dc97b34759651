import { parseArgs } from 'node:util';
import { bootThroughput } from './boot-throughput.ts';
import { bulkGrants } from './bulk-grants.ts';
import { fileThroughput } from './file-throughput.ts';
import { machineLists } from './machine-lists.ts';
import { mediaSpeed } from './media-speed.ts';
import { menuSpeed } from './menu-speed.ts';
import { serverDatabases } from './databases/server-databases.ts';
import { slowClients } from './slow-clients.ts';
import { startUp } from './start-up.ts';
import { stormCommand } from './storm/storm-command.ts';

const [command, ...words] = process.argv.slice(2);
if (command === 'storm') process.exit(await stormCommand(words));
if (command === 'openstack') {
  const { openstackCommand } = await import('./openstack/openstack-command.ts');
  process.exit(await openstackCommand(words));
}

/** For `menu`: a checkout of netboot.xyz, whose menu is then rendered too. */
const { values: options, positionals: named } = parseArgs({
  allowPositionals: true,
  options: { netbootxyz: { type: 'string' } },
});

/** All measurements, or those that are named: `npm run bench -- boots files start`. */
const measurements = {
  boots: { title: '/bootstrap of known machines, against bare Node', run: () => bootThroughput() },
  files: { title: 'a 200 MB boot file to 16 clients, against nginx', run: () => fileThroughput() },
  slow: { title: '1,000 clients that read 100 kB a second', run: () => slowClients() },
  menu: {
    title: 'the menu, rendered, checked and answered',
    run: () => menuSpeed(options.netbootxyz ?? null),
  },
  grants: { title: 'ten thousand machines granted at once, against bare inserts', run: () => bulkGrants() },
  lists: { title: 'pages of 100,000 machines, against those of 1,000', run: () => machineLists() },
  media: {
    title: 'boot media, against xorriso, copying memory, and nginx',
    run: () => mediaSpeed(),
  },
  postgres: {
    title: 'boots by one server and two on PostgreSQL, against pgbench with their statements',
    run: () => serverDatabases(),
  },
  start: { title: 'from start to ready, and idle memory', run: () => startUp() },
} as const;

const unknown = named.filter((name) => !Object.hasOwn(measurements, name));
if (unknown.length > 0) {
  console.error(
    `There is no measurement ${unknown.join(', ')}: there are ${Object.keys(measurements).join(', ')}.\n` +
      'The storm of simulated machines and the cloud are apart: npm run bench -- storm --help, … -- openstack --help',
  );
  process.exit(2);
}
for (const [name, { title, run }] of Object.entries(measurements)) {
  if (named.length > 0 && !named.includes(name)) continue;
  console.log(`\n${name}: ${title}`);
  console.table(await run());
}
console.log('\nRatios of one run count; absolute figures belong to this machine.');
