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

/** All measurements, or those that are named: `npm run bench -- boots files start`. */
const measurements = {
  boots: { title: '/bootstrap of known machines, against bare Node', run: () => bootThroughput() },
  files: { title: 'a 200 MB boot file to 16 clients, against nginx', run: () => fileThroughput() },
  slow: { title: '1,000 clients that read 100 kB a second', run: () => slowClients() },
  menu: {
    title: 'the menu, rendered, checked and answered',
    run: () => menuSpeed(asked.netbootxyz),
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

const asked = readWords();
for (const [name, { title, run }] of Object.entries(measurements)) {
  if (asked.named.length > 0 && !asked.named.includes(name)) continue;
  console.log(`\n${name}: ${title}`);
  console.table(await run());
}
console.log('\nRatios of one run count; absolute figures belong to this machine.');

function readWords(): { readonly named: readonly string[]; readonly netbootxyz: string | null } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { netbootxyz: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (values.help) return end(0, helpText());
    const unknown = positionals.filter((name) => !Object.hasOwn(measurements, name));
    if (unknown.length > 0) return end(2, `There is no measurement ${unknown.join(', ')}.\n\n${helpText()}`);
    return { named: positionals, netbootxyz: values.netbootxyz ?? null };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return end(2, `${error.message}\n\n${helpText()}`);
  }
}

function end(code: number, text: string): never {
  (code === 0 ? console.log : console.error)(text);
  process.exit(code);
}

function helpText(): string {
  const lines = Object.entries(measurements).map(([name, { title }]) => `  ${name.padEnd(9)} ${title}`);
  return `npm run bench [-- MEASUREMENT… [--netbootxyz DIR]]

Measures Netberth beside what else could do the work, in turns and in one run; without a name all of these:
${lines.join('\n')}

  --netbootxyz DIR  with menu: a checkout of netboot.xyz, whose menu is then rendered too

Apart, with a help of their own:
  npm run bench -- storm --help      ten thousand simulated machines install at once
  npm run bench -- openstack --help  a cloud: an upload, a hundred servers`;
}
