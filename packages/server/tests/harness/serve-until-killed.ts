import { buildApp, readConfig } from '../../src/index.ts';

/** A program: `node serve-until-killed.ts DATA FLAGS-AS-JSON`. Prints where it listens. */
const [data = '', flags = '{}'] = process.argv.slice(2);
const read = readConfig({
  environment: {},
  flags: {
    data,
    'boot-listen': '127.0.0.1:0',
    'admin-listen': '127.0.0.1:0',
    'new-machines-per-minute': '1000000',
    ...(JSON.parse(flags) as Record<string, string>),
  },
});
if (!read.ok) throw new Error(read.problems.join('\n'));
const app = await buildApp(read.config);
const { boot, socket } = await app.listen();
process.stdout.write(`${JSON.stringify({ boot: Number(new URL(boot[0] ?? '').port), socket })}\n`);
