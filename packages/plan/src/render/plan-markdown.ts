import type { ChangedField, Plan, PlanChange } from '@netberth/api';
import type { FolderProblem } from '../read/folder-file.ts';
import {
  countKind,
  countsSentence,
  groupChanges,
  radiusSentence,
  undescribedSentence,
} from './group-changes.ts';
import type { ChangeGroup } from './group-changes.ts';
import { code, cut } from './markdown-text.ts';

export type CommentOptions = {
  /** Above the counts: which data centre, which folder. */
  readonly title: string;
  /** The problems of the plan with their places in the folder, where they have one. */
  readonly problems: readonly { readonly place: FolderProblem | null; readonly message: string }[];
};

/** GitHub takes 65,536 characters for a comment, GitLab a million. */
const mostCharacters = 60_000;
const mostRows = 60;
const namesInRow = 3;
const mostNames = 500;

const signs: Readonly<Record<PlanChange['action'], string>> = {
  ...{ add: '➕', change: '✏️', remove: '🗑️', grant: '🔑' },
};

/** The plan as a comment of a merge request. Nothing of the folder becomes markup, a link or a mention in it. */
export function planMarkdown(plan: Plan, { title, problems }: CommentOptions): string {
  const groups = groupChanges(plan.changes);
  const isEmpty = groups.length === 0 && problems.length === 0;
  const parts = [
    `### ${title === '' ? 'Netberth plan' : `Netberth plan for ${code(title)}`}: ${isEmpty ? 'nothing to do' : countsSentence(plan)}`,
    isEmpty
      ? `The server is what the folder says: ${plan.unchanged} things compared.`
      : `**${capital(radiusSentence(plan))}.**${everyoneText(plan)}`,
    ...problemLines(problems),
    ...warningLines(plan, groups),
    ...tableOf(groups),
    ...namesOf(groups),
    footer(plan),
  ];
  return `${cut(parts.join('\n\n'), mostCharacters)}\n`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function everyoneText({ radius: { everyone } }: Plan): string {
  return everyone.length === 0 ? '' : ` It also changes, for everybody: ${everyone.map(plain).join(', ')}.`;
}

function problemLines(problems: CommentOptions['problems']): string[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, mostRows).map(({ place, message }) => {
    const where = place === null ? '' : `${code(`${place.file}:${place.line}:${place.column}`)} `;
    return `> - ${where}${plain(message)}`;
  });
  const more = problems.length > mostRows ? [`> - and ${problems.length - mostRows} more`] : [];
  return [['> [!CAUTION]', '> **This cannot be applied:**', '>', ...shown, ...more].join('\n')];
}

function warningLines({ limits, secondPerson, notes }: Plan, groups: readonly ChangeGroup[]): string[] {
  const drifted = groups.filter(({ isDrift }) => isDrift);
  const lines = [
    ...limits
      .filter(({ ok }) => !ok)
      .map(
        ({ name, limit, value }) =>
          `**Stopped by a limit:** ${code(name)} is ${limit}, and this would be ${value}.`,
      ),
    ...(secondPerson === null
      ? []
      : [
          `**Needs a second person:** ${plain(secondPerson)}. It is proposed, and nothing is installed until somebody else approves.`,
        ]),
    ...(drifted.length === 0
      ? []
      : [
          `**Drift:** ${drifted.length === 1 ? 'one of these changes takes' : `${drifted.length} of these changes take`} back what was changed on the server by hand (marked ↩️).`,
        ]),
    ...notes.map(plain),
  ];
  return lines.length === 0 ? [] : [['> [!WARNING]', ...lines.map((line) => `> ${line}`)].join('\n>\n')];
}

function tableOf(groups: readonly ChangeGroup[]): string[] {
  if (groups.length === 0) return [];
  const rows = groups.slice(0, mostRows).map(rowOf);
  const more =
    groups.length > mostRows
      ? [`| | … | and ${groups.length - mostRows} more changes: see the plan file |`]
      : [];
  return [['| | What | Change |', '|:-:|---|---|', ...rows, ...more].join('\n')];
}

function rowOf(group: ChangeGroup): string {
  const { action, isDrift } = group;
  return `| ${signs[action]}${isDrift ? ' ↩️' : ''} | ${whatText(group)} | ${changeText(group)} |`;
}

function whatText({ kind, names }: ChangeGroup): string {
  const [first = ''] = names;
  if (names.length === 1) return `${kind === 'menu' ? 'menu entry' : kind} ${code(first)}`;
  const shown = names.slice(0, namesInRow).map(code).join(', ');
  return `**${countKind(names.length, kind)}**: ${shown}${names.length > namesInRow ? ' …' : ''}`;
}

function changeText({ kind, action, fields, machines, lastChange, names, details }: ChangeGroup): string {
  const [only = ''] = names.length === 1 ? details : [];
  const noticed = kind === 'profile' && machines > 0 ? [`_used by ${countKind(machines, 'machine')}_`] : [];
  const by =
    lastChange === null
      ? []
      : [
          `_last changed by ${code(lastChange.by)} (${code(lastChange.command)}, ${lastChange.at.slice(0, 16).replace('T', ' ')} UTC)_`,
        ];
  return [
    actionText(action, kind),
    ...(only === '' ? [] : [code(only)]),
    ...fields.map(fieldText),
    ...noticed,
    ...by,
  ]
    .filter((text) => text !== '')
    .join('<br>');
}

function actionText(action: PlanChange['action'], kind: PlanChange['kind']): string {
  if (action === 'remove') return kind === 'machine' ? '**forgotten, with its history**' : '**removed**';
  return action === 'add' && kind === 'machine' ? 'new' : '';
}

function fieldText({ field, before, after }: ChangedField): string {
  if (before === null) return `${plain(field)}: ${code(after ?? '')}`;
  if (after === null) return `${plain(field)}: ~~${code(before)}~~`;
  return `${plain(field)}: ${code(before)} → ${code(after)}`;
}

/** Who is meant, folded away. */
function namesOf(groups: readonly ChangeGroup[]): string[] {
  return groups
    .filter(({ names }) => names.length > namesInRow)
    .slice(0, 20)
    .map(({ kind, names }) => {
      const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
      const listed = names.slice(0, mostNames).map(code).join(', ');
      return `<details><summary>All ${countKind(names.length, kind)}</summary>\n\n${listed}${more}\n\n</details>`;
    });
}

function footer(plan: Plan): string {
  const left = undescribedSentence(plan);
  const limits = plan.limits.map(
    ({ name, limit, value, ok }) => `${code(name)} ${value}/${limit}${ok ? '' : ' ⛔'}`,
  );
  return [
    `As the folder says already: ${plan.unchanged}.`,
    ...(left === '' ? [] : [`On the server, not in the folder, left alone: ${left}.`]),
    ...(limits.length === 0 ? [] : [`Limits: ${limits.join(', ')}.`]),
    `<sub>Plan ${code(plan.id)} of ${plan.madeAt.slice(0, 16).replace('T', ' ')} UTC; server ${code(plan.server)}</sub>`,
  ].join('\n');
}

/** Words of ours with words of others in them: what Markdown, HTML and mentions begin with is made harmless. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~!#]/g, (sign) => `\\${sign}`)
    .replaceAll(/@(?=\w)/g, '@\u200B');
}
