import { errorOfAnswer, jsonOf } from './error-of-answer.ts';
import { RedfishError } from './redfish-error.ts';
import { taskSchema } from './resources.ts';
import type { Sent, Answer } from './send.ts';

type Looker = { look(place: string): Promise<Sent> };
type Waiting = {
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly timeoutMs: number;
};

const shortestPauseMs = 500;
const longestPauseMs = 10_000;
const failing = ['Exception', 'Killed', 'Cancelled', 'Interrupted', 'Suspended'];

/**
 * Follows what a 202 has begun to its end (DSP0266, "Asynchronous operations"): by its monitor, which answers 202 until
 * then, or by the task itself, where there is no monitor.
 * @throws RedfishError `task-failed`; `task-endless` when it has no end in time
 */
export async function awaitTask(
  asked: string,
  begun: Sent,
  service: Looker,
  waiting: Waiting,
): Promise<Answer> {
  const { now, pause, timeoutMs } = waiting;
  const endMs = now() + timeoutMs;
  const place = begun.headers.get('location') ?? placeIn(begun.text);
  if (place === null)
    throw new RedfishError(`${asked}: it began a task and does not say which`, { kind: 'strange' });
  for (let latest = begun; ; latest = await service.look(place)) {
    const end = endOf(asked, latest);
    if (end !== null) return end;
    if (now() >= endMs)
      throw new RedfishError(`${asked}: its task has no end within ${Math.round(timeoutMs / 1000)} seconds`, {
        kind: 'task-endless',
        status: latest.status,
      });
    await pause(pauseMs(latest));
  }
}

/** Null: it has none yet. @throws RedfishError */
function endOf(asked: string, { status, headers, text }: Sent): Answer | null {
  const json = jsonOf(text);
  const task = taskSchema.safeParse(json);
  if (task.success) {
    const { TaskState, TaskStatus, Messages } = task.data;
    const said = (Messages ?? []).map(({ Message, MessageId }) => Message ?? MessageId ?? '').join(' ');
    if (failing.includes(TaskState) || (TaskState === 'Completed' && TaskStatus === 'Critical'))
      throw new RedfishError(
        `${asked}: its task ended as ${TaskState}${said === '' ? '' : `: ${said.slice(0, 300)}`}`,
        {
          kind: 'task-failed',
          status,
        },
      );
    return TaskState === 'Completed' ? { status, headers, json } : null;
  }
  if (status === 202) return null;
  if (status >= 200 && status < 300) return { status, headers, json };
  throw errorOfAnswer(`${asked} (its task)`, status, text);
}

function placeIn(text: string): string | null {
  const task = taskSchema.safeParse(jsonOf(text));
  return task.success ? (task.data.TaskMonitor ?? task.data['@odata.id'] ?? null) : null;
}

function pauseMs({ headers }: Sent): number {
  const asked = Number(headers.get('retry-after') ?? 1) * 1000;
  return Math.min(Math.max(Number.isFinite(asked) ? asked : 1000, shortestPauseMs), longestPauseMs);
}
