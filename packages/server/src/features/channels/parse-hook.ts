import { issueWords } from '@netberth/slips/issue-words';
import { z } from 'zod';

/** What a webhook asks for. */
export type HookOrder =
  | {
      readonly kind: 'build';
      readonly channel: string;
      /** In the repository of the setting: nothing is fetched from where a webhook says. */
      readonly ref: string;
      /** What it is compared with; null: nothing. */
      readonly baseRef: string | null;
      /** Below the URL of the API: where comments of this pull request are; null: it is none. */
      readonly comments: string | null;
    }
  | { readonly kind: 'remove'; readonly channel: string }
  | { readonly kind: 'nothing' };

export type ParsedHook =
  | {
      readonly kind: 'read';
      readonly order: HookOrder;
      /** Null: it does not say. */ readonly happenedAt: Date | null;
    }
  | { readonly kind: 'unreadable'; readonly why: string };

const number = z.int().positive();
const branch = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._/+-]{0,200}$/);

const githubPull = z.object({
  action: z.string(),
  number,
  pull_request: z.object({ updated_at: z.string(), base: z.object({ ref: branch }) }),
  repository: z.object({ full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/) }),
});
const githubPush = z.object({ ref: z.string(), deleted: z.boolean().default(false) });
const gitlabMerge = z.object({
  object_attributes: z.object({
    action: z.string().default('update'),
    iid: number,
    target_branch: branch,
    updated_at: z.string().default(''),
  }),
  project: z.object({ id: number }),
});
const gitlabPush = z.object({ ref: z.string(), after: z.string() });

const nothing = { kind: 'read', order: { kind: 'nothing' }, happenedAt: null } as const;

/** What GitHub sends, by its header `X-GitHub-Event`. */
export function parseGithub(event: string, body: unknown): ParsedHook {
  if (event === 'push')
    return read(githubPush, body, ({ ref, deleted }) => ({
      order: branchOrder(ref, deleted),
      happenedAt: null,
    }));
  if (event !== 'pull_request') return nothing;
  return read(githubPull, body, ({ action, number: id, pull_request: pull, repository }) => {
    const comments = `/repos/${repository.full_name}/issues/${id}/comments`;
    const build = { channel: `pr-${id}`, ref: `refs/pull/${id}/head`, baseRef: pull.base.ref, comments };
    return { order: pullOrder(action, build), happenedAt: timeOf(pull.updated_at) };
  });
}

/** What GitLab sends, by its header `X-Gitlab-Event`. */
export function parseGitlab(event: string, body: unknown): ParsedHook {
  if (event === 'Push Hook')
    return read(gitlabPush, body, ({ ref, after }) => ({
      order: branchOrder(ref, /^0+$/.test(after)),
      happenedAt: null,
    }));
  if (event !== 'Merge Request Hook') return nothing;
  return read(gitlabMerge, body, ({ object_attributes: merge, project }) => {
    const comments = `/projects/${project.id}/merge_requests/${merge.iid}/notes`;
    const ref = `refs/merge-requests/${merge.iid}/head`;
    const build = { channel: `mr-${merge.iid}`, ref, baseRef: merge.target_branch, comments };
    return { order: pullOrder(merge.action, build), happenedAt: timeOf(merge.updated_at) };
  });
}

type Build = Omit<Extract<HookOrder, { kind: 'build' }>, 'kind'>;

function pullOrder(action: string, build: Build): HookOrder {
  if (['opened', 'reopened', 'synchronize', 'open', 'reopen', 'update'].includes(action))
    return { kind: 'build', ...build };
  return ['closed', 'close', 'merge'].includes(action)
    ? { kind: 'remove', channel: build.channel }
    : { kind: 'nothing' };
}

function branchOrder(ref: string, isDeleted: boolean): HookOrder {
  const [, name] = /^refs\/heads\/(.+)$/.exec(ref) ?? [];
  if (name === undefined || !branch.safeParse(name).success) return { kind: 'nothing' };
  const channel = `branch-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.slice(0, 63).replace(/-+$/, '');
  if (isDeleted) return { kind: 'remove', channel };
  return { kind: 'build', channel, ref: name, baseRef: null, comments: null };
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  order: (said: z.output<Schema>) => Omit<Extract<ParsedHook, { kind: 'read' }>, 'kind'>,
): ParsedHook {
  const parsed = schema.safeParse(body, { error: issueWords });
  if (parsed.success) return { kind: 'read', ...order(parsed.data) };
  const [issue] = parsed.error.issues;
  return {
    kind: 'unreadable',
    why: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it is something else'}`,
  };
}

/** GitLab writes `2026-11-21 15:04:05 UTC`. */
function timeOf(text: string): Date | null {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
}
