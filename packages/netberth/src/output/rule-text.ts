import type {
  OutputOf,
  Rule,
  RuleFinding,
  ruleList,
  ruleRemove,
  ruleRun,
  ruleSet,
  ruleShow,
  ruleTry,
} from '@netberth/api';
import { countText } from './measure-text.ts';
import { bad, good, quiet } from './painted.ts';
import type { Painted } from './painted.ts';
import { table } from './table.ts';
import { relativeTime } from './time-text.ts';
import { lineWith } from './view.ts';
import type { View } from './view.ts';

type Trial = OutputOf<typeof ruleTry>['trial'];

export function ruleListText({ rules }: OutputOf<typeof ruleList>, view: View): string {
  if (rules.length === 0)
    return "There is no rule yet.\nNext, with one that only learns: netberth rule set NAME --match 'vendor=Dell*' --labels vendor=dell\n";
  const rows = rules.map((rule) => [
    rule.name,
    modeWord(rule),
    rule.order,
    rule.match.join(', '),
    doesText(rule),
    rule.found,
    rule.changedBy,
  ]);
  return table(['RULE', 'MODE', 'ORDER', 'MATCH', 'DOES', 'FOUND', 'BY'], rows, view.paint, view.lineColumns);
}

export function ruleShowText({ rule, findings }: OutputOf<typeof ruleShow>, view: View): string {
  const line = lineWith(view.paint);
  return [
    ruleText(rule, view),
    findings.length === 0
      ? 'It has found no machine yet: it looks at those that are new, or whose facts or labels change.\n'
      : `\n${table(
          ['MACHINE', 'WHEN', rule.mode === 'learn' ? 'WOULD' : 'DID', 'NOT DONE'],
          findings.map((finding) => [
            machineText(finding),
            relativeTime(finding.at, view.now),
            finding.did.join('; ') || quiet('nothing to do'),
            finding.refused.join('; '),
          ]),
          view.paint,
        )}`,
    line`\nWho meets it now: netberth rule try ${rule.name}\n`,
  ].join('');
}

export function ruleSetText({ trial, ...rule }: OutputOf<typeof ruleSet>, view: View): string {
  const line = lineWith(view.paint);
  const next =
    rule.mode === 'learn'
      ? line`It only learns. What would have happened: netberth rule show ${rule.name}. To have it act: netberth rule set ${rule.name} --mode active\n`
      : trial.touched > 0
        ? line`Nobody was touched: it acts on machines that are new, or whose facts or labels change. For those that are known already: netberth rule run ${rule.name}\n`
        : 'It acts on machines that are new, or whose facts or labels change.\n';
  return `${ruleText(rule, view)}${summaryText(trial)}${next}`;
}

export function ruleTriedText({ rule, trial }: OutputOf<typeof ruleTry>, view: View): string {
  return `${ruleText(rule, view)}${summaryText(trial)}${trialTable(trial, view)}Nothing was changed.\n`;
}

export function ruleRunText({ rule, trial, started }: OutputOf<typeof ruleRun>, view: View): string {
  const line = lineWith(view.paint);
  if (!started)
    return `${summaryText(trial)}${trialTable(trial, view)}${line`Nothing was changed. To do it: netberth rule run ${rule.name} --yes\n`}`;
  return `${summaryText(trial)}${line`It looks at them now, one after the other. What came of it: netberth rule show ${rule.name}\n`}`;
}

export function ruleRemovedText({ removed }: OutputOf<typeof ruleRemove>, view: View): string {
  const line = lineWith(view.paint);
  return line`The rule ${removed} is gone. What it has done stays.\n`;
}

function ruleText(rule: Rule, view: View): string {
  const line = lineWith(view.paint);
  const granted = rule.grant === null ? '' : `, ${rule.grantedThisHour} of ${rule.grant.maxGrants} this hour`;
  return (
    line`Rule ${rule.name}: ${modeWord(rule)}, order ${rule.order}${granted}\n` +
    line`  if    ${rule.match.join(', ')}\n` +
    line`  then  ${doesText(rule)}\n`
  );
}

function doesText({ labels, hostname, resting, grant }: Rule): string {
  const set = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return [
    ...(set.length > 0 ? [`label ${set.join(', ')}`] : []),
    ...(hostname === null ? [] : [`name ${hostname}`]),
    ...(resting === null ? [] : [`rest on ${resting}`]),
    ...(grant === null
      ? []
      : [`${grant.how === 'automatic' ? 'grant' : 'propose'} ${grant.profiles.join(',')}`]),
  ].join('; ');
}

function modeWord({ mode }: Pick<Rule, 'mode'>): Painted {
  return mode === 'active' ? good('active') : quiet('learns');
}

function summaryText({ matching, touched, grants, waiting, untouchable }: Trial): string {
  const parts = [
    `${touched} of them would be touched`,
    ...(grants > 0 ? [`${grants} granted`] : []),
    ...(waiting > 0 ? [`${waiting} would wait for the next hour`] : []),
    ...(untouchable > 0
      ? [`${untouchable} ${untouchable === 1 ? 'is' : 'are'} left: protected, installed or held`]
      : []),
  ];
  return `${countText(matching, 'machine')} meet${matching === 1 ? 's' : ''} it now${matching === 0 ? '' : `; ${parts.join('; ')}`}.\n`;
}

function trialTable({ machines, matching }: Trial, view: View): string {
  if (machines.length === 0) return '';
  const more = matching - machines.length;
  return (
    table(
      ['MACHINE', 'WOULD', 'LEFT'],
      machines.map(({ machine, hostname, would, why }) => [
        machineText({ machine, hostname }),
        would.join('; ') || quiet('nothing to do'),
        why === null ? '' : bad(why),
      ]),
      view.paint,
    ) + (more > 0 ? `… and ${more} more\n` : '')
  );
}

function machineText({ machine, hostname }: Pick<RuleFinding, 'machine' | 'hostname'>): string {
  return hostname === null ? String(machine) : `${machine} ${hostname}`;
}
