import { templateNeeds } from '../../platform/template-needs.ts';
import type { TemplateNeed } from '../../platform/template-needs.ts';
import type { Subject } from './template-values.ts';

/**
 * What of a machine decides whether something can be rendered for it: machines with the same trait render alike.
 * Two that are thought different cost a rendering; two that are thought alike and are not would cost rule 9.
 */
export type Trait = {
  readonly of: (subject: Subject) => string;
  /** Which parts of a subject it looks at, beside the record of the machine. */
  readonly looksAt: 'record' | 'identity' | 'labels' | 'all';
};

/** What of a machine decides whether liquid templates can be rendered for it. */
export function templateTraits(templates: readonly string[]): readonly Trait[] {
  return templates.flatMap(templateNeeds).flatMap(traitsOf);
}

/** The same where the rendered text is looked at further: which word it is may count. */
export function exactTraits(templates: readonly string[]): readonly Trait[] {
  const needs = templates.flatMap(templateNeeds);
  return needs.flatMap((need) => traitsOf(need.path[0] === 'urls' ? need : { ...need, isOnlyShown: false }));
}

const everything: Trait = { of: (subject) => JSON.stringify(subject), looksAt: 'all' };
const whichMachine: Trait = { of: ({ machine }) => String(machine.id), looksAt: 'record' };

function traitsOf({ path, isOnlyShown }: TemplateNeed): readonly Trait[] {
  const [root, field, ...below] = path;
  if (root === 'urls') return isOnlyShown || field === 'server' || field === 'files' ? [] : [whichMachine];
  // Profile, settings and boot id are the same for all; what is not there is so for all.
  if (root !== 'machine') return [];
  const trait = isOnlyShown ? kindOf : exactly;
  switch (field) {
    case undefined:
      return [everything];
    case 'id':
      return isOnlyShown ? [] : [whichMachine];
    case 'hostname':
    case 'address':
      return [{ of: ({ machine }) => trait(machine[field] ?? undefined), looksAt: 'record' }];
    case 'serial':
    case 'uuid':
      return [{ of: ({ identity }) => trait(identity[field] ?? undefined), looksAt: 'identity' }];
    case 'mac':
      return [{ of: ({ identity }) => trait(identity.macs[0]), looksAt: 'identity' }];
    case 'macs':
      return [{ of: ({ identity }) => identity.macs.map(trait).join(), looksAt: 'identity' }];
    case 'labels':
      return [{ of: ({ labels }) => namedBelow(labels, below, isOnlyShown), looksAt: 'labels' }];
    case 'metadata':
    case 'hardware':
      return [{ of: ({ machine }) => namedBelow(machine[field], below, isOnlyShown), looksAt: 'record' }];
    case 'network':
      return [networkTrait];
    default:
      return [];
  }
}

/** Of the network of a machine: all that it may be read from. */
export const networkTrait: Trait = {
  of: ({ machine: { network, address, metadata } }) =>
    network === null && (address === null || !Object.hasOwn(metadata, 'gateway'))
      ? ''
      : JSON.stringify([network, address, metadata]),
  looksAt: 'record',
};

/** A value of a record by its name; what lies deeper counts as a whole. */
function namedBelow(
  values: Readonly<Record<string, unknown>>,
  [name, ...deeper]: readonly string[],
  isOnlyShown: boolean,
): string {
  if (name === undefined) return JSON.stringify(values);
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return isOnlyShown && deeper.length === 0 ? kindOf(value) : exactly(value);
}

const plainWord = /^[A-Za-z0-9.:/@+,=-]+$/;

/** `w`: one plain word, which stands where it is put whatever it is. Our own markers are no plain words: they have a _. */
function kindOf(value: unknown): string {
  if (typeof value === 'number') return 'w';
  return typeof value === 'string' && plainWord.test(value) ? 'w' : exactly(value);
}

function exactly(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}

const plainText = /^[A-Za-z0-9 .:/@+-]+$/;

/** What of a machine decides whether KIWIspray's `@name@` files can be rendered for it. */
export function placeholderTraits(templates: readonly string[]): readonly Trait[] {
  const names = templates.flatMap(placeholderNames);
  const kindOfText = (value: string | null) =>
    value !== null && plainText.test(value) ? 't' : exactly(value);
  const ofIdentity: Trait = {
    of: ({ identity: { serial, uuid, macs } }) => [serial, uuid, macs.join(' ')].map(kindOfText).join(),
    looksAt: 'identity',
  };
  const ofName: Trait = { of: ({ machine }) => kindOfText(machine.hostname), looksAt: 'record' };
  const metadata = names
    .filter((name) => name.startsWith('metadata.'))
    .map((name) => name.slice('metadata.'.length));
  const ofMetadata = metadata.map((name): Trait => ({
    of: ({ machine }) => namedBelow(machine.metadata, [name], false),
    looksAt: 'record',
  }));
  return [
    ...(names.some((name) => ['serial', 'uuid', 'macs'].includes(name)) ? [ofIdentity] : []),
    ...(names.includes('hostname') ? [ofName] : []),
    ...ofMetadata,
  ];
}

/** Also those that begin at the end of another: one of them may have no value, and then it opens the next. */
function placeholderNames(template: string): readonly string[] {
  return [...template.matchAll(/@([A-Za-z_][\w.-]*)(?=@)/g)].map(([, name = '']) => name);
}
