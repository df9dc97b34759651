// What is tested, and by which command. `npm test` runs the parts, `--only` picks some of them.
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from './paths.mjs';
import { allPlaces } from './run-in-places.mjs';

const minuteMs = 60_000;
const tool = (name) => join('node_modules', '.bin', name);

/**
 * A part has jobs, each one command on Node 24. `counts` says what a job is worth: 'once' (its exit code) or
 * 'vitest' (the figures of vitest's report); one that `repeats` runs files that failed once more. `needs` are parts of
 * the Debian packages table. A job takes so many `places` of the machine (scripts/run-in-places.mjs). Those that take most, or
 * last longest, come first: the others then fill the places to the end.
 */
export function allParts() {
  return [
    { name: 'check', timeLimitMs: 8 * minuteMs, jobs: checkJobs() },
    vitestPart('unit', {
      ...{ timeLimitMs: 10 * minuteMs, needs: ['unit'] },
      ...{ places: allPlaces, workers: Math.max(2, availableParallelism()) },
    }),
    // A machine that boots waits half of its time, for an answer of DHCP or a key that nobody presses.
    vitestPart('e2e', {
      ...{ timeLimitMs: 25 * minuteMs, needs: ['e2e'] },
      ...{ places: allPlaces, workers: Math.max(3, availableParallelism() - 1) },
    }),
    vitestPart('network', { timeLimitMs: 20 * minuteMs, needs: ['network'], places: 2, workers: 2 }),
    vitestPart('journeys', { timeLimitMs: 20 * minuteMs, needs: ['journeys'] }),
    vitestPart('console', { timeLimitMs: 20 * minuteMs, needs: ['console', 'e2e'] }),
    vitestPart('openstack', { timeLimitMs: 20 * minuteMs, needs: ['openstack'] }),
    vitestPart('database', { timeLimitMs: 15 * minuteMs, needs: ['database'] }),
    vitestPart('directory', { timeLimitMs: 8 * minuteMs, needs: ['directory'] }),
    vitestPart('media', { timeLimitMs: 15 * minuteMs, needs: ['media'] }),
    vitestPart('answers', { timeLimitMs: 10 * minuteMs, needs: ['answers'] }),
    vitestPart('differential', { timeLimitMs: 10 * minuteMs, needs: ['differential'] }),
    vitestPart('e2e-long', {
      timeLimitMs: 180 * minuteMs,
      needs: [
        'e2e',
        'network',
        'network-long',
        'media-long',
        'openstack',
        'openstack-long',
        'answers-long',
        'differential-long',
        'live-long',
        'power-long',
        'database',
        'faults-long',
      ],
      ...{ places: allPlaces, workers: 2, onlyByName: true },
    }),
  ];
}

function checkJobs() {
  return [
    { name: 'format', counts: 'once', command: [tool('oxfmt'), '--check'] },
    {
      name: 'lint',
      counts: 'once',
      command: [tool('oxlint'), '--type-aware', '--deny-warnings', '--format=unix'],
    },
    { name: 'architecture', counts: 'once', command: ['scripts/check-architecture.mjs'] },
    { name: 'unused', counts: 'once', command: [tool('knip'), '--no-progress', '--no-config-hints'] },
    { name: 'documents', counts: 'once', command: ['scripts/make-docs.mjs', '--check'] },
    ...typescriptProjects().map(checkTypes),
  ];
}

/** What tsc remembers makes it look only at what has changed since. */
function checkTypes(project) {
  const name = project.replace(/\/tsconfig\.json$/, '').replace(/\/tsconfig\.(.*)\.json$/, ' $1');
  const memory = join('.work/types', `${name.replace(/\W+/g, '-')}.tsbuildinfo`);
  const command = [tool('tsc'), '--project', project, '--incremental', '--tsBuildInfoFile', memory];
  return { name: `types ${name}`, counts: 'once', command };
}

/** How many files run at a time is told by the parts that have the machine to themselves; half the processors else. */
function vitestPart(name, { workers = Math.max(1, Math.floor(availableParallelism() / 2)), ...rest }) {
  const command = [tool('vitest'), 'run', '--project', name, '--maxWorkers', String(workers)];
  return { name, jobs: [{ name, counts: 'vitest', command, repeats: true }], ...rest };
}

/** Every tsconfig*.json of the workspace, so that no new package goes unchecked. */
function typescriptProjects() {
  const folders = [
    'e2e',
    'bench',
    ...readdirSync(join(repositoryRoot, 'packages')).map((name) => `packages/${name}`),
  ];
  return folders
    .filter((folder) => existsSync(join(repositoryRoot, folder, 'package.json')))
    .flatMap((folder) =>
      readdirSync(join(repositoryRoot, folder))
        .filter((file) => /^tsconfig(\.\w+)?\.json$/.test(file))
        .map((file) => `${folder}/${file}`),
    )
    .sort((left, right) => left.localeCompare(right));
}
