import type { CommandField } from './command-field.ts';
import { flagName, singularOf } from './flag-name.ts';
import { globalFlags } from './global-flags.ts';
import type { Verb } from './verb.ts';
import { whatNext } from './what-next.ts';
import { wrapTerms, wrapText } from './wrap-text.ts';

/** The whole `--help` of one verb, ending in a line break. */
export function verbPage(verb: Verb, width: number): string {
  const { definition } = verb;
  const sections = [
    [usageOf(verb)],
    [...wrapText(`${definition.summary}.`, width, 0), '', ...wrapText(definition.description, width, 0)],
    section(
      'Arguments',
      wrapTerms(
        verb.positionals.map(({ label, help }) => [label, help]),
        width,
      ),
    ),
    section(
      'Flags',
      wrapTerms(
        verb.flags
          .filter(({ isDeprecated }) => !isDeprecated)
          .map((field) => [flagTerm(field, definition.cli.short), flagHelp(field)]),
        width,
      ),
    ),
    section('Everywhere', everywhere(width)),
    section(
      'Examples',
      definition.cli.examples.flatMap(({ line, does }) => [`  # ${does}`, `  ${line}`]),
    ),
    section(
      'What comes next',
      (whatNext[definition.name] ?? []).flatMap(([line, does]) => [`  # ${does}`, `  ${line}`]),
    ),
    exitCodes,
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

export const exitCodes: readonly string[] = ['Exit codes', '  0 done · 1 refused or failed · 2 wrong use'];

export function usageOf(verb: Verb, typed: readonly string[] = verb.words): string {
  const labels = verb.positionals.map(({ label, isList, isOptional }) => {
    const shown = isList ? `${label}…` : label;
    return isOptional ? `[${shown}]` : shown;
  });
  return ['Usage: netberth', ...typed, ...labels, ...(verb.flags.length > 0 ? ['[flags]'] : [])].join(' ');
}

export function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

export function globalTerms(width: number): readonly string[] {
  return wrapTerms(
    globalFlags.map((flag) => [globalTerm(flag), flag.help]),
    width,
  );
}

/** What every verb takes, by name alone: on each page the same twelve lines would hide the others. */
export function everywhere(width: number): readonly string[] {
  return [...wrapText(globalFlags.map(globalTerm).join(' · '), width, 2), '  What these say: netberth help'];
}

function globalTerm({ name, placeholder }: (typeof globalFlags)[number]): string {
  return `--${name} ${placeholder}`.trim();
}

function flagTerm(field: CommandField, short: Readonly<Record<string, string>> = {}): string {
  const isThreeWay = field.kind.type === 'switch' && field.kind.isThreeWay;
  const letter = short[field.name];
  return `${letter === undefined ? '' : `-${letter}, `}--${isThreeWay ? '[no-]' : ''}${flagName(field.name)} ${field.placeholder}`.trim();
}

function flagHelp(field: CommandField): string {
  const singular = field.kind.type === 'list' ? singularOf(field.name) : null;
  const parts = [
    field.help,
    field.choices.length > 0 && field.placeholder !== field.choices.join('|')
      ? `(one of ${field.choices.join(', ')})`
      : '',
    singular === null ? '' : `(or --${flagName(singular)}, once for each)`,
    presetText(field.preset),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function presetText(preset: unknown): string {
  const isSaid = (typeof preset === 'string' && preset !== '') || typeof preset === 'number';
  return isSaid ? `(default: ${preset})` : '';
}
