import type { RuleAct } from './judge-machine.ts';

/** What was done: `granted web`, `set the label rack=7`. */
export function didText(act: RuleAct): string {
  return textOf(act, {
    set: 'set',
    named: 'named it',
    rests: 'it rests on',
    granted: 'granted',
    proposed: 'proposed',
  });
}

/** What would be: `would be granted web`. */
export function wouldText(act: RuleAct): string {
  return textOf(act, {
    set: 'would get',
    named: 'would be named',
    rests: 'would rest on',
    granted: 'would be granted',
    proposed: 'would be proposed for',
  });
}

type Words = Readonly<Record<'set' | 'named' | 'rests' | 'granted' | 'proposed', string>>;

function textOf(act: RuleAct, words: Words): string {
  switch (act.kind) {
    case 'label': {
      const labels = Object.entries(act.labels).map(([name, value]) => `${name}=${value}`);
      return `${words.set} the label${labels.length === 1 ? '' : 's'} ${labels.join(', ')}`;
    }
    case 'name':
      return `${words.named} ${act.hostname}`;
    case 'no-name':
      return act.why;
    case 'rest':
      return `${words.rests} ${act.resting}`;
    case 'grant':
      return `${act.grant.how === 'automatic' ? words.granted : words.proposed} ${act.grant.profiles.join(',')}`;
    case 'wait':
      return `waits for ${act.grant.profiles.join(',')}: the rule grants ${act.grant.maxGrants} machines an hour`;
  }
}
