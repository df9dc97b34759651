import type { Subject } from '../templates/template-values.ts';
import type { Decision } from './decide-boot.ts';
import type { PickedChoice } from './menu-pick.ts';
import type { Surroundings } from './to-render.ts';

/** Everything that goes into the text; undefined where that is more than can be named. */
export function scriptKey(
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
