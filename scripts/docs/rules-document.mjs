import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleFactFamilies, ruleFacts } from '../../packages/api/src/rule-fact.ts';
import { repositoryRoot } from '../paths.mjs';
import { cell } from './generated-note.mjs';

const start = '<!-- rule facts -->';
const end = '<!-- /rule facts -->';

/** docs/rules.md, with the facts that there are between its markers. */
export function rulesDocument() {
  const text = readFileSync(join(repositoryRoot, 'docs/rules.md'), 'utf8');
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error('docs/rules.md has lost the markers of its facts');
  return `${text.slice(0, from + start.length)}\n\n${factsTable()}\n\n${text.slice(to)}`;
}

function factsTable() {
  const families = Object.entries(ruleFactFamilies).map(([prefix, fact]) => rowOf(`${prefix}NAME`, fact));
  const rows = Object.entries(ruleFacts).map(([name, fact]) => rowOf(name, fact));
  return ['| fact | what it is | for example |', '|---|---|---|', ...rows, ...families].join('\n');
}

/** @param name {string} @param fact {{ summary: string, example: string }} */
function rowOf(name, { summary, example }) {
  return `| \`${name}\` | ${cell(summary)} | \`${cell(example)}\` |`;
}
