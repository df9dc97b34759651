import { problemSchema, verbWords, type CommandDefinition, type Problem } from '@netberth/api';
import { fieldLine } from './command-line/read-input.ts';
import type { ApiAnswer } from './connect/send-http.ts';
import { tryJson } from './try-json.ts';

/** What a refusal says to a person: the reason, each wrong flag, and where to read more. */
export function problemText(definition: CommandDefinition, answer: ApiAnswer, serverName: string): string {
  const problem = parseProblem(answer);
  if (problem === null) return strangeAnswer(answer, serverName);
  return [
    `netberth ${verbWords(definition)}: ${problem.detail}`,
    ...(problem.fields ?? []).map(
      ({ field, message }) => `  ${fieldLine(definition, partsOf(field), message)}`,
    ),
    `${problem.code}: docs/errors.md#${problem.code.toLowerCase()}`,
  ].join('\n');
}

function parseProblem(answer: ApiAnswer): Problem | null {
  if (!/\bjson\b/.test(answer.contentType)) return null;
  return problemSchema.safeParse(tryJson(answer.text)).data ?? null;
}

function partsOf(field: string): readonly string[] {
  return field.split(/[./]/).filter((part) => part !== '');
}

const shownLength = 300;

function strangeAnswer(answer: ApiAnswer, serverName: string): string {
  return [
    `${serverName} answered ${answer.status} (${answer.contentType || 'no content type'}), which is no answer of Netberth.`,
    answer.text.slice(0, shownLength),
    'Is it the admin plane of a Netberth of this version? Is there a proxy between?',
  ].join('\n');
}
