import { finding, type Finding } from './finding.ts';
import { lineOutcome, type LineOutcome } from './line-outcome.ts';
import type { Script } from './script.ts';
import type { Statement } from './statement.ts';

const onward: LineOutcome = { fallsThrough: true, labels: [], anyLabel: false };

/** Labels and commands that nothing leads to; of neighbouring ones only the first is reported. */
export function lintReachability(script: Script): Finding[] {
  const { statements } = script;
  const reached = reachedStatements(statements);
  return statements.flatMap((statement, index) => {
    if (reached.has(index) || isQuiet(statement)) return [];
    const before = statements.slice(0, index).findLastIndex((each) => !isQuiet(each));
    if (before !== -1 && !reached.has(before)) return [];
    const what = statement.kind === 'label' ? `label ":${statement.name}"` : 'this line';
    return [finding('unreachable', 'warning', `nothing leads to ${what}`, statement.position)];
  });
}

function isQuiet(statement: Statement): boolean {
  return statement.kind === 'blank' || statement.kind === 'comment';
}

function reachedStatements(statements: readonly Statement[]): ReadonlySet<number> {
  const places = labelPlaces(statements);
  const reached = new Set<number>();
  const waiting = [0];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const statement = statements[index];
    if (statement === undefined || reached.has(index)) continue;
    reached.add(index);
    const outcome = statement.kind === 'command' ? lineOutcome(statement) : onward;
    if (outcome.fallsThrough) waiting.push(index + 1);
    const names = outcome.anyLabel ? [...places.keys()] : outcome.labels;
    for (const name of names) waiting.push(places.get(name) ?? statements.length);
  }
  return reached;
}

function labelPlaces(statements: readonly Statement[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [index, statement] of statements.entries()) {
    if (statement.kind === 'label' && !places.has(statement.name)) places.set(statement.name, index);
  }
  return places;
}
