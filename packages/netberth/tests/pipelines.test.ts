import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { GitServer } from '../../publish/testfakes/git-server.ts';
import { netberth, RunningServer } from './command.ts';
import { netberthProgram } from './netberth-program.ts';

const pipelines = join(import.meta.dirname, '../../../docs/ci');

type Variables = Readonly<Record<string, string>>;
type GitlabJob = {
  readonly script?: readonly string[];
  readonly variables?: Variables;
  readonly rules?: readonly { readonly if?: string; readonly when?: string }[];
  readonly environment?: { readonly name: string };
  readonly resource_group?: string;
  readonly tags?: readonly string[];
  readonly parallel?: { readonly matrix: readonly { readonly SITE: readonly string[] }[] };
  readonly artifacts?: { readonly when: string; readonly paths: readonly string[] };
};
type GithubStep = {
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly env?: Variables;
};
type GithubJob = {
  readonly if?: string;
  readonly needs?: readonly string[];
  readonly environment?: string;
  readonly env?: Variables;
  readonly steps: readonly GithubStep[];
  readonly concurrency?: { readonly group: string };
  readonly 'runs-on': readonly string[];
};
const gitlab = parse(readFileSync(join(pipelines, 'gitlab-ci.yml'), 'utf8'), { merge: true }) as Record<
  string,
  GitlabJob
> & { readonly variables: Variables };
const github = parse(readFileSync(join(pipelines, 'github-actions.yml'), 'utf8')) as {
  readonly env: Variables;
  readonly jobs: Readonly<Record<string, GithubJob>>;
};

/** A forge that keeps comments as GitHub and GitLab do. */
const comments: { id: number; body: string }[] = [];
const forge = createServer((request, response) => {
  void text(request).then((sent) => {
    const id = Number(/\/(\d+)$/.exec(request.url ?? '')?.[1] ?? 0);
    const { body = '' } = sent === '' ? {} : (JSON.parse(sent) as { body?: string });
    const isKnown =
      request.headers['private-token'] === 'forge' || request.headers.authorization === 'Bearer forge';
    if (!isKnown) return response.writeHead(401).end('{}');
    if (request.method === 'GET') return response.end(JSON.stringify(comments));
    const old = comments.find((comment) => comment.id === id);
    if (old) old.body = body;
    else comments.push({ id: comments.length + 100, body });
    return response.end(JSON.stringify(old ?? comments.at(-1)));
  });
});

let folder: string;
let server: RunningServer;
let git: GitServer;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-pipelines-'));
  const listen = ['--boot-listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0'];
  server = await RunningServer.start(['--data', 'data', ...listen], folder);
  for (const [name, permissions] of [
    ['reader', 'machine:read,profile:read,settings:read,access:read,audit:read'],
    ['writer', 'machine:read,profile:read,machine:write,settings:read,settings:write,menu:write'],
  ] as const) {
    const { out } = await netberth(['token', 'create', name, '--permissions', permissions, '--json'], folder);
    tokens[name] = (JSON.parse(out) as { token: string }).token;
  }
  git = await GitServer.start();
  await new Promise<void>((resolve) => forge.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  forge.close();
  git[Symbol.dispose]();
  await server.stop('SIGKILL');
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  comments.splice(0);
});

/** A clone of the repository, with the steps where the pipelines look for them. */
function checkOut(files: Variables): string {
  const work = mkdtempSync(join(folder, 'work-'));
  cpSync(join(pipelines, 'steps'), join(work, 'ci/steps'), { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), content);
  }
  return work;
}

type Ran = { readonly exitCode: number; readonly log: string };

async function shell(script: string, work: string, variables: Variables): Promise<Ran> {
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const env = { PATH: path, HOME: folder, NO_COLOR: '1', NETBERTH: `node ${netberthProgram}`, ...variables };
  const child = spawn('sh', ['-e', '-c', script], { cwd: work, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  const [out, err, exitCode] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended]);
  return { exitCode, log: `${out.toString()}${err.toString()}` };
}

/** Runs what the job of the file says, as GitLab's runner does. */
async function runGitlab(name: string, work: string, given: Variables): Promise<Ran> {
  const job = gitlab[name];
  const all = { ...gitlab.variables, ...given, ...job?.variables };
  const expanded = Object.entries(all).map(([key, value]) => [key, filled(value, given)] as const);
  return shell((job?.script ?? ['exit 99']).join('\n'), work, Object.fromEntries(expanded));
}

function filled(value: string, given: Variables): string {
  return value.replaceAll(/\$(\w+)/g, (_, name: string) => given[name] ?? '');
}

/** Runs the steps of a job whose conditions hold; every expression must have been thought of here. */
async function runGithub(name: string, work: string, context: Variables): Promise<Ran> {
  const job = github.jobs[name];
  const resolve = (variables: Variables = {}) =>
    Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, evaluated(value, context)]));
  const ran = { exitCode: 0, log: '' };
  for (const { run, if: condition, env } of job?.steps ?? []) {
    const isWanted = ran.exitCode === 0 || condition?.startsWith('always()') === true;
    const isOfPull =
      condition?.includes("'pull_request'") !== true || context['github.event_name'] === 'pull_request';
    if (run === undefined || !isWanted || !isOfPull) continue;
    const { exitCode, log } = await shell(run, work, {
      ...resolve(github.env),
      ...resolve(job?.env),
      ...forgeOf(),
      ...resolve(env),
    });
    ran.exitCode ||= exitCode;
    ran.log += log;
  }
  return ran;
}

const forgeUrl = () => `http://127.0.0.1:${(forge.address() as AddressInfo).port}`;
const forgeOf = () => ({ GITHUB_API_URL: forgeUrl(), GITHUB_REPOSITORY: 'ours/site' });

function evaluated(value: string, context: Variables): string {
  return value.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const known = context[expression];
    if (known === undefined) throw new Error(`nothing says what ${expression} is`);
    return known;
  });
}

const gitlabOf = (token: string, more: Variables = {}) => ({
  ...{ SITE: 'berlin', NETBERTH_SERVER: server.adminUrl, NETBERTH_TOKEN: tokens[token] ?? '' },
  ...{
    CI_API_V4_URL: `${forgeUrl()}/api/v4`,
    CI_PROJECT_ID: '7',
    CI_MERGE_REQUEST_IID: '12',
    COMMENT_TOKEN: 'forge',
  },
  ...{ CI_PIPELINE_URL: 'https://git.example/pipelines/9', GITLAB_USER_LOGIN: 'ada' },
  ...more,
});

const entry =
  "name: Site Linux\nhomepage: https://site.test\nsection: linux\nnet: none\nmirrors: http://files.test\narch: { x86_64: x86_64 }\nboot: [{ method: linux, kernel: '{mirror}/new' }]\n";
const machines = 'machines:\n  web1: {macs: [52:54:00:12:34:56], labels: {rack: 7}}\n';
const sunday = '2026-11-22T12:00:00Z';
const mondayNight = '2026-11-23T20:30:00Z';
const window = { MAINTENANCE_WINDOW: 'Mon-Fri 21:00-23:00', MAINTENANCE_TIMEZONE: 'Europe/Berlin' };

test(
  'GitLab: lint, plan with its comment, preview, the gate within its window, and drift by night',
  { timeout: 120_000 },
  async () => {
    const work = checkOut({
      'site.yaml': machines,
      'menu/site-linux.yaml': entry,
    });
    expect(await runGitlab('lint', work, {})).toMatchObject({
      exitCode: 0,
      log: expect.stringContaining('Right:'),
    });
    expect(await runGitlab('plan', work, gitlabOf('reader'))).toMatchObject({
      exitCode: 0,
      log: expect.stringContaining(
        '2 to add, 0 to change, 0 to remove: touches 1 machine, 0 protected; grants 0.',
      ),
    });
    expect(
      readdirSync(work)
        .filter((name) => name.startsWith('plan-'))
        .sort(),
    ).toEqual(['plan-berlin.json', 'plan-berlin.log', 'plan-berlin.md']);
    for (const sentence of ['Commented', 'Changed the comment'])
      expect((await runGitlab('comment', work, gitlabOf('reader'))).log).toContain(sentence);
    expect(comments.map(({ body }) => body)).toEqual([
      expect.stringMatching(
        /^<!-- netberth-plan berlin -->\n### Netberth plan for `berlin`: 2 to add, 0 to change, 0 to remove\n\n\*\*Touches 1 machine/,
      ),
    ]);

    const commit = git.commit('ours/site', 'main', {
      'menu/site-linux.yaml': entry,
    });
    const preview = await runGitlab('preview', work, {
      ...{ CI_MERGE_REQUEST_IID: '12', CI_COMMIT_SHA: commit },
      ...{
        CI_PROJECT_URL: git.urlOf('ours/site').replace(/\.git$/, ''),
        PREVIEW_STORE: `dir:${join(folder, 'menu')}`,
      },
    });
    expect(preview).toMatchObject({ exitCode: 0, log: expect.stringContaining('pr-12') });
    expect(existsSync(join(folder, 'menu/pr-12'))).toBe(true);

    const writer = gitlabOf('writer', window);
    const late = await runGitlab('apply', work, { ...writer, NOW: sunday });
    expect(late).toEqual({
      exitCode: 1,
      log: 'Nothing is applied: Sun 13:00 Europe/Berlin is not within the maintenance window Mon-Fri 21:00-23:00.\n',
    });
    const applied = await runGitlab('apply', work, { ...writer, NOW: mondayNight });
    expect(applied).toMatchObject({ exitCode: 0, log: expect.stringContaining('Applied: 2 of 2 changes') });
    expect(readFileSync(join(work, 'apply-berlin.log'), 'utf8')).toContain('Applied: 2 of 2 changes');
    const { out } = await netberth(['audit', 'list', '--limit', '1000', '--json'], folder);
    expect((JSON.parse(out) as { command: string; actor: string; reason: string }[]).at(-1)).toMatchObject({
      command: 'configuration.apply',
      actor: 'token:writer',
      reason: 'https://git.example/pipelines/9 by ada',
    });

    expect((await runGitlab('drift', work, gitlabOf('reader'))).exitCode).toBe(0);
    await netberth(['machine', 'set', 'web1', '--labels', 'rack=9'], folder);
    expect(await runGitlab('drift', work, gitlabOf('reader'))).toMatchObject({
      exitCode: 1,
      log: expect.stringMatching(/drift: it was changed on the server since the last apply[^]*drift\.\n$/),
    });
  },
);

test('GitHub: a plan with its comment, and the apply of just that plan', { timeout: 120_000 }, async () => {
  const work = checkOut({ 'site.yaml': 'machines:\n  web2: {macs: [52:54:00:12:34:57]}\n' });
  const context = (event: string, token: string) => ({
    'matrix.site': 'hamburg',
    'vars.NETBERTH_SERVER': server.adminUrl,
    'vars.MAINTENANCE_WINDOW': 'always',
    'secrets.NETBERTH_TOKEN': tokens[token] ?? '',
    "github.event_name == 'schedule' && '1' || '0'": '0',
    'github.event_name': event,
    'github.event.number': '12',
    'github.token': 'forge',
    'github.server_url': 'https://git.example',
    'github.repository': 'ours/site',
    'github.run_id': '9',
    'github.actor': 'ada',
  });
  expect(await runGithub('plan', work, context('pull_request', 'reader'))).toMatchObject({ exitCode: 0 });
  expect(comments.map(({ body }) => body)).toEqual([
    expect.stringContaining('### Netberth plan for `hamburg`: 1 to add, 0 to change, 0 to remove'),
  ]);
  expect(await runGithub('plan', work, context('push', 'reader'))).toMatchObject({ exitCode: 0 });
  expect(await runGithub('apply', work, context('push', 'writer'))).toMatchObject({
    exitCode: 0,
    log: expect.stringContaining('Applied: 1 of 1 changes'),
  });

  writeFileSync(join(work, 'site.yaml'), 'machines:\n  web2: {labls: {rack: 7}}\n');
  const wrong = await runGithub('plan', work, context('pull_request', 'reader'));
  expect(wrong).toMatchObject({
    exitCode: 1,
    log: expect.stringContaining('site.yaml:2:10: labls is not known here'),
  });
  expect(comments.at(-1)?.body).toContain('site.yaml:2:10: labls is not known here (did you mean labels?)');
});

describe('nothing runs outside of a maintenance window', () => {
  const step = (variables: Variables) =>
    shell(`node ${join(pipelines, 'steps/within-window.mjs')}`, folder, variables);
  test.each<[string, string, number]>([
    ['Mon-Fri 20:00-23:00', '2026-11-23T19:59:59Z', 1],
    ['Mon-Fri 20:00-23:00', '2026-11-23T20:00:00Z', 0],
    ['Mon-Fri 20:00-23:00', '2026-11-23T23:00:00Z', 1],
    ['Fri 22:00-02:00', '2026-11-28T01:59:00Z', 0],
    ['Fri 22:00-02:00', '2026-11-27T01:59:00Z', 1],
    ['Sat-Mon 00:00-24:00; Wed 08:00-12:00', '2026-11-22T12:00:00Z', 0],
    ['Sat-Mon 00:00-24:00; Wed 08:00-12:00', '2026-11-25T12:30:00Z', 1],
    ['at night', '2026-11-25T12:30:00Z', 1],
    ['', '2026-11-25T12:30:00Z', 1],
    ['always', '2026-11-25T12:30:00Z', 0],
  ])('%s at %s: exit %i', async (windows, now, expected) => {
    expect((await step({ MAINTENANCE_WINDOW: windows, NOW: now })).exitCode).toBe(expected);
  });
});

test('both files run nothing but the steps, which are there', () => {
  const scripts = Object.values(gitlab).flatMap((job) => job.script ?? []);
  const runs = Object.values(github.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const named = [...scripts, ...runs].map((line) => /(?:^|\s)ci\/steps\/([\w.-]+)/.exec(line)?.[1] ?? line);
  expect(new Set(named)).toEqual(new Set(['lint.sh', 'plan.sh', 'comment.mjs', 'preview.sh', 'apply.sh']));
  for (const name of named) expect(existsSync(join(pipelines, 'steps', name))).toBe(true);
});

test('an apply waits for a person, one at a time in each data centre, on its own runners, and its logs are kept', () => {
  const { apply, plan } = gitlab;
  expect(apply?.rules).toEqual([
    { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == "push"', when: 'manual' },
  ]);
  expect([apply?.environment?.name, apply?.resource_group, apply?.tags]).toEqual([
    '$SITE',
    'netberth-$SITE',
    ['netberth-$SITE'],
  ]);
  expect(apply?.parallel?.matrix).toEqual([{ SITE: ['berlin', 'hamburg'] }]);
  expect(plan?.environment?.name).toBe('$SITE-plan');
  expect(apply?.artifacts).toMatchObject({ when: 'always', paths: ['plan-*', 'apply-*'] });
  const job = github.jobs['apply'];
  expect([job?.if, job?.needs, job?.environment]).toEqual([
    "github.event_name == 'push'",
    ['lint', 'plan'],
    '${{ matrix.site }}',
  ]);
  expect(job?.['runs-on']).toEqual(['self-hosted', 'netberth-${{ matrix.site }}']);
  expect(job?.concurrency?.group).toBe('netberth-${{ matrix.site }}');
  expect(github.jobs['plan']?.if).toContain('head.repo.full_name == github.repository');
});
