import type { Rule } from '@netberth/api';
import { texts } from '../../texts/texts.ts';

const words = texts.rules;

/** What a rule does, on one line. */
export function doesText({ labels, hostname, resting, grant }: Rule): string {
  const set = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return [
    ...(set.length > 0 ? [words.label(set.join(', '))] : []),
    ...(hostname === null ? [] : [words.named(hostname)]),
    ...(resting === null ? [] : [words.rest(resting)]),
    ...(grant === null ? [] : [words.grants[grant.how](grant.profiles.join(', '))]),
  ].join('; ');
}
