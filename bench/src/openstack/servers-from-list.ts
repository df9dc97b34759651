import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { commandRequest, mediaIssue, tokenCreate } from '@netberth/api';
import { netberthProgram } from '../../../e2e/src/netberth-program.ts';
import type { OpenstackSite } from '../../../e2e/openstack/src/openstack-site.ts';
import { timed } from './upload-speed.ts';

const run = promisify(execFile);

type Row = Readonly<Record<string, number>>;

/** All servers of a list until they boot from their ISOs; then only the ISOs, again, one after the other. */
export async function serversFromList(site: OpenstackSite, count: number): Promise<readonly Row[]> {
  const list = join(site.folder, 'servers.csv');
  const names = Array.from({ length: count }, (_, at) => `bench${at + 1}`);
  const rows = names.map((name, at) => `${name},10.77.0.${at + 20}`);
  writeFileSync(list, `${['name,fixed_ip', ...rows].join('\n')}\n`);
  const [, , ...flags] = site.wanted('');
  const words = ['--data', site.server.dataFolder, 'openstack', 'batch', list, ...flags, '--no-follow'];
  const all = await timed(async () => run(process.execPath, [netberthProgram, ...words]));
  const machines = await site.server.machines();
  const token = await makeToken(site);
  const isos = await timed(async () => {
    for (const { id } of machines) await fetchIso(site, token, id);
  });
  return [
    {
      servers: machines.length,
      'seconds in all': Number(all.toFixed(1)),
      'servers/minute': Number(((machines.length * 60) / all).toFixed(1)),
      'seconds for the ISOs': Number(isos.toFixed(1)),
      'ISOs/second': Number((machines.length / isos).toFixed(1)),
      'share of the ISOs': Number((isos / all).toFixed(3)),
    },
  ];
}

async function makeToken(site: OpenstackSite): Promise<string> {
  const made = await site.server.json('token', 'create', 'bench', '--permissions', 'media:create');
  return tokenCreate.output.parse(made).token;
}

/** As `openstack batch` has it made, and fetches it. */
async function fetchIso({ server }: OpenstackSite, token: string, id: number): Promise<void> {
  const asked = { machine: String(id), bootUrl: 'http://10.77.0.2:8080' };
  const { method, path, headers, body } = commandRequest(mediaIssue, asked);
  const authorization = `Bearer ${token}`;
  const url = `http://127.0.0.1:${server.adminPort}${path}`;
  const answer = await fetch(url, { method, headers: { ...headers, authorization }, body });
  if (!answer.ok) throw new Error(`issuing a medium for machine ${id}: ${await answer.text()}`);
  const issued = mediaIssue.output.parse(await answer.json());
  const iso = await fetch(`http://127.0.0.1:${server.bootPort}${issued.path}`);
  if (!iso.ok) throw new Error(`the ISO of machine ${id}: ${iso.status}`);
  await iso.arrayBuffer();
}
