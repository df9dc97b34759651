import { emptyWorkFolder } from '../../src/work-folder.ts';
import { disastersOf, killed } from './disasters.ts';
import { FaultyServer } from './faulty-server.ts';
import { runWorld } from './world.ts';
import type { WorldOptions } from './world.ts';

/** A program: `node lossy-world-main.ts OPTIONS-AS-JSON`. Prints the report as JSON. */
const options = JSON.parse(process.argv[2] ?? '{}') as Pick<WorldOptions, 'seed' | 'machines' | 'stormMs'>;
const folder = emptyWorkFolder('faults-lossy-network');
const server = await FaultyServer.start({ folder });
try {
  const disasters = disastersOf([killed([server])], 4_000);
  const report = await runWorld({
    ...{ ...options, folder, disasters },
    ...{ urls: [server.url], sockets: [server.socket] },
  });
  process.stdout.write(JSON.stringify(report));
} finally {
  await server.kill9();
}
