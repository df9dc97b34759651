import type { MachineRule } from '@netberth/api';
import type { Reading } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { findingsOfMachine } from './finding-store.ts';
import type { FindingRecord } from './finding-store.ts';
import type { Verdict } from './judge-machine.ts';
import { judge } from './run-rules.ts';
import type { RuleRecord } from './rule-record.ts';
import { wouldText } from './rule-sentence.ts';

/** What each rule that the machine meets has made of it, or would make of it, in the order in which they count. */
export function* rulesOfMachine(machine: MachineRecord): Reading<readonly MachineRule[]> {
  const verdict = yield* judge(machine);
  const findings = new Map((yield* findingsOfMachine(machine.id)).map((finding) => [finding.rule, finding]));
  const matching = new Set(verdict.matching.map(({ name }) => name));
  const gone = [...findings.values()].filter(
    ({ rule, grantedAtMs, mode }) => mode === 'active' && grantedAtMs !== null && !matching.has(rule),
  );
  return [
    ...verdict.matching.map((rule) => ({
      ...{ rule: rule.name, mode: rule.mode },
      text: textOf(rule, findings.get(rule.name), verdict),
    })),
    ...gone.map(({ rule, mode, did }) => ({ rule, mode, text: `${did.join('; ')}; it meets it no more` })),
  ];
}

function textOf(rule: RuleRecord, found: FindingRecord | undefined, { untouchable, acts }: Verdict): string {
  const said = found?.mode === rule.mode ? [...found.did, ...found.refused] : [];
  const left = untouchable === null ? [] : [`left alone: ${untouchable}`];
  const would = acts.filter((act) => act.rule.name === rule.name).map(wouldText);
  const shown = [...(said.length > 0 ? said : would), ...left];
  return shown.length === 0 ? 'nothing to do' : shown.join('; ');
}
