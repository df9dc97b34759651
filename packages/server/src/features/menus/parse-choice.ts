import {
  architectures,
  firmwares,
  meantAnswers,
  type Chosen,
  type Platform,
  type Product,
} from '@netberth/catalogue';
import { candidatePlatforms } from '../boot/candidate-platforms.ts';
import { identityParameters } from '../boot/identity-parameters.ts';
import { archOf, firmwareOf, parsePlatform } from './parse-platform.ts';
import { textOf, type Query } from './query-text.ts';

export type ParsedChoice =
  | { readonly ok: true; readonly chosen: Chosen; readonly platforms: readonly Platform[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** What `/menu/p/…` takes beside the choice. */
const ownParameters: readonly string[] = [
  ...identityParameters,
  ...['firmware', 'arch', 'ram', 'secure', 'mirror', 'login'],
];

/**
 * The choice in a URL such as `/menu/p/debian?release=trixie&arch=x86_64`: one parameter for each axis and input of the
 * product. `version` means the release where the product has no such axis. Empty ones are as if they were not there.
 */
export function parseChoice(query: Query, product: Product): ParsedChoice {
  const names = Object.keys(query).filter((name) => !ownParameters.includes(name));
  const told = names.flatMap((name) => {
    const text = textOf(query, name);
    return text === undefined ? [] : [{ name, text }];
  });
  const given = Object.entries(meantAnswers(product, recordOf(told))).map(([name, text]) => ({ name, text }));
  const platforms = candidatePlatforms(parsePlatform(query));
  const problems = [
    ...repeatedNames(query),
    ...given.flatMap(({ name }) => nameProblems(name, product)),
    ...platformProblems(query, platforms),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const ofAxes = given.filter(({ name }) => product.axes.some(({ id }) => id === name));
  const others = given.filter((each) => !ofAxes.includes(each));
  return {
    ok: true,
    platforms,
    chosen: {
      choice: { product: product.id, values: recordOf(ofAxes) },
      inputs: recordOf(others),
      mirror: textOf(query, 'mirror') ?? null,
      args: [],
    },
  };
}

function recordOf(given: readonly { readonly name: string; readonly text: string }[]) {
  return Object.fromEntries(given.map(({ name, text }) => [name, text]));
}

function repeatedNames(query: Query): string[] {
  return Object.entries(query).flatMap(([name, value]) =>
    typeof value === 'string' ? [] : [`"${name}" came more than once`],
  );
}

function nameProblems(name: string, { name: product, axes, inputs }: Product): string[] {
  if (axes.some(({ id }) => id === name)) return [];
  const input = inputs.find(({ id }) => id === name);
  if (input?.automation !== undefined)
    return [`"${name}" is an answer file: what is unattended needs a grant (netberth profile create)`];
  if (input !== undefined) return [];
  const known = [...axes, ...inputs.filter(({ automation }) => automation === undefined)].map(({ id }) => id);
  return [`${product} has no "${name}" to choose; there are ${[...known, 'arch', 'firmware'].join(', ')}`];
}

function platformProblems(query: Query, platforms: readonly Platform[]): string[] {
  const arch = textOf(query, 'arch');
  const firmware = textOf(query, 'firmware');
  const problems = [
    ...(arch === undefined || archOf(arch) !== undefined
      ? []
      : [`there is no architecture "${arch}"; there are ${architectures.join(', ')}`]),
    ...(firmware === undefined || firmwareOf(firmware) !== undefined
      ? []
      : [`there is no firmware "${firmware}"; there are ${firmwares.join(', ')}`]),
  ];
  return problems.length > 0 || platforms.length > 0 ? problems : ['nothing boots on such a platform'];
}
