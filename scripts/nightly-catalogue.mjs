// `node scripts/nightly-catalogue.mjs DIR [menu check options]`: asks for every file of the menu where it lies, as pipelines
// do every night. DIR is a data folder: it gets menu/online.json, the report, and summary.md, for people. Exit 1 when a
// file is missing, or anything else of the catalogue is wrong.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { Failure, runMain } from './fail.mjs';
import { projectNode, repositoryRoot } from './paths.mjs';

const command = join(repositoryRoot, 'packages/netberth/src/main.ts');

await runMain(async () => {
  const [folder, ...options] = process.argv.slice(2);
  if (folder === undefined)
    throw new Failure('Name a folder for the report: node scripts/nightly-catalogue.mjs DIR');
  await ensureDependencies();
  const data = resolve(folder);
  mkdirSync(data, { recursive: true });
  const before = urlsIn(data);
  const checked = await check(['--data', data, ...options]);
  const summary = summaryOf(checked, before, urlsIn(data));
  writeFileSync(join(data, 'summary.md'), summary);
  console.log(summary);
  return checked.ok ? 0 : 1;
});

/** What `menu check --online` found; its progress goes to this terminal. */
async function check(options) {
  const words = [command, 'menu', 'check', '--online', '--json', ...options];
  const child = spawn(projectNode, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const output = await text(child.stdout);
  try {
    return JSON.parse(output);
  } catch (error) {
    throw new Failure('The catalogue was not checked: the lines above tell why.', { cause: error });
  }
}

/** By URL what the report of a data folder says; nothing where there is none. */
function urlsIn(data) {
  try {
    return JSON.parse(readFileSync(join(data, 'menu', 'online.json'), 'utf8')).urls;
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

function summaryOf({ ok, products, online, problems }, before, now) {
  const broken = Object.keys(now).filter((url) => now[url].why !== null);
  const wasBroken = (url) => (before[url]?.why ?? null) !== null;
  const back = Object.keys(now).filter((url) => wasBroken(url) && now[url].why === null);
  const fresh = broken.filter((url) => before[url] !== undefined && !wasBroken(url));
  return [
    `# ${ok ? 'The catalogue is in order' : 'The catalogue has problems'}`,
    '',
    `Products: ${products}. Files: ${online.urls}; upstream publishes the checksums of ${online.checksums}.`,
    ...section('Since the last report no longer there', fresh),
    ...section('There again', back),
    ...section('Everything that is wrong', problems),
    '',
  ].join('\n');
}

function section(title, lines) {
  return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines.map((line) => `- ${line}`)];
}
