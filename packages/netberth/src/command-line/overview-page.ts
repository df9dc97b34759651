import { globalTerms, section, exitCodes } from './verb-page.ts';
import type { Verb } from './verb.ts';
import { wrapTerms } from './wrap-text.ts';

export const firstSteps: readonly (readonly [line: string, does: string])[] = [
  ['netberth serve', 'start the boot server'],
  ['netberth profile import IMAGE', 'take in an ISO, a folder or a tar'],
  ['netberth machine list', 'the machines that asked'],
  ['netberth machine grant ID PROFILE', 'let one install at its next boot'],
  ['netberth machine show ID', 'what it did, boot by boot'],
  ['netberth machine explain ID', 'what it would get now, and why'],
];

/** What `netberth` alone prints. */
export function overviewPage(verbs: readonly Verb[], width: number): string {
  const sections = [
    ['Netberth decides what a machine boots, and remembers what it decided.'],
    section('Most useful first', wrapTerms(firstSteps, width)),
    section('All verbs', verbLines(verbs, width)),
    section('Everywhere', globalTerms(width)),
    exitCodes,
    ['More about a verb: netberth help VERB, for example: netberth help machine grant'],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What `netberth machine` prints: its verbs with what they do. */
export function nounPage(noun: string, verbs: readonly Verb[], width: number): string {
  const own = verbs.filter((verb) => verb.words[0] === noun);
  const terms = own.map((verb) => [verb.words.join(' '), verb.definition.summary] as const);
  return `Usage: netberth ${noun} VERB\n\n${wrapTerms(terms, width).join('\n')}\n\nMore: netberth help ${noun} VERB\n`;
}

function verbLines(verbs: readonly Verb[], width: number): readonly string[] {
  const nouns = [...new Set(verbs.map((verb) => verb.words[0] ?? ''))];
  const terms = nouns.map((noun) => {
    const own = verbs.filter((verb) => verb.words[0] === noun);
    const texts = own.map(({ words, definition }) => words.slice(1).join(' ') || lower(definition.summary));
    return [noun, texts.join(', ')] as const;
  });
  return wrapTerms([['serve', 'run the server'], ...terms], width);
}

function lower(summary: string): string {
  return summary.charAt(0).toLowerCase() + summary.slice(1);
}
