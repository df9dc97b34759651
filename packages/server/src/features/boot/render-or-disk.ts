import { readAll, statement } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import type { Subject } from '../templates/template-values.ts';
import type { Decision, Reason } from './decide-boot.ts';
import type { PickedChoice } from './menu-pick.ts';
import { renderBootScript } from './render-boot-script.ts';
import { readyScript } from './script-cache.ts';
import type { ReadyScript, ScriptCache } from './script-cache.ts';
import type { ToRender } from './to-render.ts';

export type RenderedDecision = { readonly decision: Decision; readonly script: ReadyScript };
/** Of the server and of who asks, what goes into a script whatever is decided. */
type Surroundings = Omit<ToRender, 'answer' | 'reason' | 'subject' | 'menuProfiles'>;

/**
 * The script of a decision. One that cannot be made is no reason to hang: the disk, and an alert (rule 9).
 * @param cache only for machines that the same transaction has not changed: what it wrote may yet be undone
 */
export function* renderOrDisk(
  decision: Decision,
  subject: Subject | null,
  surroundings: Surroundings,
  cache?: ScriptCache,
): Reading<RenderedDecision> {
  const disk =
    decision.answer.kind === 'disk'
      ? cache?.disk.find(decision.reason, subject, surroundings.platform)
      : undefined;
  if (disk !== undefined) return { decision, script: { text: [disk], stored: disk } };
  const key = cache && cacheKey(decision, subject, surroundings);
  const known = key === undefined ? undefined : cache?.find(key);
  if (known) return { decision, script: known };
  const menuProfiles = decision.answer.kind === 'menu' ? yield* nonDestructiveProfiles() : [];
  const inputs = { subject, ...surroundings, menuProfiles };
  const rendered = renderBootScript({ ...decision, ...inputs });
  if (!rendered.ok) return renderSafe(decision, rendered.why, inputs);
  const script = cache && key !== undefined ? cache.keep(key, rendered.text) : readyScript(rendered.text);
  return { decision, script };
}

/** Everything that goes into the text; undefined where that is more than can be named. */
function cacheKey(
  { answer, reason }: Decision,
  subject: Subject | null,
  { platform, buildarch, serverUrl, menu }: Surroundings,
): string | undefined {
  if (answer.kind === 'menu' || answer.kind === 'wait' || answer.kind === 'queue') return undefined;
  // A machine that was forgotten and taken over again has its old id and begins at version 1.
  const machine = subject && [subject.machine.id, subject.machine.createdAtMs, subject.machine.version];
  const profile = answer.kind === 'profile' && [answer.profile.id, answer.profile.version];
  const picked = answer.kind === 'choice' && pickKey(answer.pick);
  const isOfMenu = picked !== false || (answer.kind === 'profile' && answer.profile.spec.method === 'choice');
  const at = [platform, buildarch, serverUrl, isOfMenu && menu.revision];
  return JSON.stringify([answer.kind, reason, at, machine, profile, picked]);
}

const pickKeys = new WeakMap<PickedChoice, string>();

/** What iPXE tells of itself is a set; what lies near is of the menu's revision. */
function pickKey(picked: PickedChoice): string {
  const known = pickKeys.get(picked);
  if (known !== undefined) return known;
  const { chosen, platforms, abilities } = picked;
  const { features, ramMiB, isSecureBoot } = abilities;
  const key = JSON.stringify([chosen, platforms, features && [...features], ramMiB, isSecureBoot]);
  pickKeys.set(picked, key);
  return key;
}

function renderSafe(
  { answer }: Decision,
  why: string,
  inputs: Omit<ToRender, 'answer' | 'reason'>,
): RenderedDecision {
  const profile = answer.kind === 'profile' ? answer.profile.name : answer.kind;
  const reason: Reason = { key: 'templateFailed', values: { profile, why } };
  const decision: Decision = {
    answer: { kind: 'disk' },
    reason,
    effects: [{ kind: 'raise', severity: 'alert' }],
  };
  const disk = renderBootScript({ ...decision, ...inputs });
  if (!disk.ok) throw new Error(`Rendering the local disk script: ${disk.why}`);
  return { decision, script: readyScript(disk.text) };
}

const nonDestructive = statement<{ destructive: number }>()((query, { destructive }) =>
  query
    .selectFrom('profiles')
    .select('name')
    .where('destructive', '=', destructive)
    .orderBy('name')
    .limit(100),
);

/** What the menu offers. */
export function* nonDestructiveProfiles(): Reading<readonly string[]> {
  return (yield* readAll(nonDestructive, { destructive: 0 })).map(({ name }) => name);
}
