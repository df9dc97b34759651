import type { Reading } from '../../database/work.ts';
import { nonDestructiveProfiles } from '../profiles/non-destructive-profiles.ts';
import type { Subject } from '../templates/template-values.ts';
import type { Decision, Reason } from './decide-boot.ts';
import { renderBootScript } from './render-boot-script.ts';
import { readyScript } from './script-cache.ts';
import type { ReadyScript, ScriptCache } from './script-cache.ts';
import { scriptKey } from './script-key.ts';
import type { Surroundings, ToRender } from './to-render.ts';

export type RenderedDecision = { readonly decision: Decision; readonly script: ReadyScript };

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
  const key = cache && scriptKey(decision, subject, surroundings);
  const known = key === undefined ? undefined : cache?.find(key);
  if (known) return { decision, script: known };
  const menuProfiles = decision.answer.kind === 'menu' ? yield* nonDestructiveProfiles() : [];
  const inputs = { subject, ...surroundings, menuProfiles };
  const rendered = renderBootScript({ ...decision, ...inputs });
  if (!rendered.ok) return renderSafe(decision, rendered.why, inputs);
  const script = cache && key !== undefined ? cache.keep(key, rendered.text) : readyScript(rendered.text);
  return { decision, script };
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
