import { Liquid } from 'liquidjs';
import type { Template } from 'liquidjs';
import { OwnText } from './own-text.ts';
import { escapingFilters, fromYaml, refuse, urlFilters } from './template-filters.ts';

export type TemplateOutcome =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: string };

/** One word in every language we render: shell, YAML, JSON strings, kernel arguments, kickstart, preseed. */
const plainWord = /^[A-Za-z0-9._:/@+,=-]*$/;

const engine = new Liquid({
  strictVariables: true,
  // `{% if machine.metadata.proxy %}` asks whether there is one.
  lenientIf: true,
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  // Months and days have the same names on every server; asking the host for its language also costs a start 20 ms.
  locale: 'en-US',
  outputEscape: (value: unknown) => {
    if (value instanceof OwnText) return value.toString();
    const words = (Array.isArray(value) ? value : [value]).map(wordOf);
    const text = words.join(' ');
    if (words.every((word) => plainWord.test(word))) return text;
    throw new Error(
      `the value ${JSON.stringify(text.slice(0, 60))} is not one plain word: write | sh, | json, | yaml or | raw behind it`,
    );
  },
  parseLimit: 1_000_000,
  renderLimit: 2_000,
  memoryLimit: 32_000_000,
});
for (const [name, handler] of Object.entries(escapingFilters))
  engine.registerFilter(name, { raw: true, handler });
for (const [name, handler] of Object.entries(urlFilters)) engine.registerFilter(name, handler);
engine.registerFilter('refuse', refuse);
engine.registerFilter('from_yaml', fromYaml);

function wordOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return `${value}`;
    default:
      return value === null || value === undefined ? '' : JSON.stringify(value);
  }
}

const parsed = new Map<string, ReturnType<typeof engine.parse>>();
const maxParsed = 2000;

/**
 * Render a liquid template. Pure and synchronous; a missing variable, an unknown filter, a value that could become
 * more than a word and a syntax error are outcomes, with liquid's line number.
 */
export function renderTemplate(template: string, values: object): TemplateOutcome {
  try {
    const text = engine.renderSync(parse(template), values) as string;
    return { ok: true, text };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** Why a text is no liquid template, with liquid's line number; null: it is one. */
export function templateFault(template: string): string | null {
  try {
    parse(template);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function parse(template: string): ReturnType<typeof engine.parse> {
  const known = parsed.get(template);
  if (known) return known;
  if (parsed.size >= maxParsed) parsed.clear();
  const made = engine.parse(template);
  parsed.set(template, made);
  return made;
}

/** Its nodes; undefined: it is no template. */
export function parseTemplate(template: string): readonly Template[] | undefined {
  return templateFault(template) === null ? parse(template) : undefined;
}

/** The variables that these nodes take from outside, each as its path. */
export function variablesOf(nodes: Template[]): readonly (readonly unknown[])[] {
  return engine.globalVariableSegmentsSync(nodes);
}

/** The names below a variable that a template uses: `settings` of `{{ settings.user }}`; none of one that is no template. */
export function namesUsed(template: string, variable: string): readonly string[] {
  try {
    const segments = engine.globalVariableSegmentsSync(parse(template));
    const names = segments.flatMap(([first, name]) =>
      first === variable && typeof name === 'string' ? [name] : [],
    );
    return [...new Set(names)];
  } catch {
    // What is wrong with it is told by whoever renders it.
    return [];
  }
}
