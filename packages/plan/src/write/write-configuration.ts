import type { Configuration, WantedProfile, WantedRule } from '@netberth/api';
import { Document, isMap, isScalar, Scalar, visit } from 'yaml';
import { configurationJsonSchema } from '../read/written-schema.ts';
import type { FolderFile } from '../read/folder-file.ts';

const schemaFile = '.netberth/configuration.schema.json';

/** A configuration as the files of a folder; reading them gives the same. Long texts become files of their own. */
export function writeConfiguration(configuration: Configuration): readonly FolderFile[] {
  const { machines, profiles, roles, groups, settings, menu, rules } = configuration;
  return [
    { path: schemaFile, text: `${JSON.stringify(configurationJsonSchema(), null, 2)}\n` },
    ...kindFile('machines.yaml', { machines: writtenMachines(machines) }),
    ...Object.entries(profiles ?? {}).flatMap(([name, profile]) => profileFiles(name, profile)),
    ...kindFile('roles.yaml', { roles, groups }),
    ...kindFile('settings.yaml', { settings }),
    ...kindFile('rules.yaml', { rules: writtenRules(rules) }),
    ...Object.entries(menu ?? {}).map(([file, text]) => ({ path: `menu/${file}`, text })),
  ];
}

/** What the name under which a machine stands says need not be said again; nor what is so anyway. */
function writtenMachines(machines: Configuration['machines']): Record<string, object> {
  return Object.fromEntries(
    Object.entries(machines ?? {}).map(([name, { hostname, macs = [], network, ...machine }]) => {
      const others = macs.filter((mac) => mac !== name.toLowerCase());
      return [
        name,
        {
          ...(hostname !== undefined && hostname !== name && { hostname }),
          ...(others.length > 0 && { macs: others }),
          ...machine,
          ...(network && { network: withoutEmpty(network) }),
        },
      ];
    }),
  );
}

/** Null and empty lists are what is meant where nothing is said; `addresses: []` is not. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).filter(
    ([name, each]) => each !== null && (name === 'addresses' || !Array.isArray(each) || each.length > 0),
  );
  return Object.fromEntries(said.map(([name, each]) => [name, withoutEmpty(each)]));
}

/** Without what is so anyway. */
function writtenProfile(profile: WantedProfile): Record<string, unknown> {
  const { args, retryAfterStart, proof, choice, set, ...others } = profile;
  return {
    ...others,
    ...(Object.keys(choice).length > 0 && { choice }),
    ...(Object.keys(set).length > 0 && { set }),
    ...(args !== '' && { args }),
    ...(retryAfterStart && { retryAfterStart }),
    ...(proof !== 'none' && { proof }),
  };
}

function writtenRules(rules: Configuration['rules']): Record<string, object> {
  return Object.fromEntries(Object.entries(rules ?? {}).map(([name, rule]) => [name, writtenRule(rule)]));
}

/** Without what is so anyway, but for the mode: whether a rule acts is to be seen. */
function writtenRule({ mode, order, match, labels, hostname, resting, grant }: WantedRule): object {
  return {
    mode,
    ...(order !== 100 && { order }),
    match,
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(hostname !== null && { hostname }),
    ...(resting !== null && { resting }),
    ...(grant !== null && { grant }),
  };
}

/** Kinds that have nothing are left out: an empty one would say that there is to be none. */
function kindFile(path: string, kinds: Readonly<Record<string, object | undefined>>): FolderFile[] {
  const given = Object.entries(kinds).filter(([, things]) => things && Object.keys(things).length > 0);
  if (given.length === 0) return [];
  return [{ path, text: yamlOf(Object.fromEntries(given), path) }];
}

function profileFiles(name: string, profile: WantedProfile): FolderFile[] {
  const texts = Object.entries(profile.input ?? {}).filter(([, text]) => text.includes('\n'));
  const files = texts.map(([input, text]) => ({ path: `templates/${name}/${input}`, text }));
  const input = {
    ...profile.input,
    ...Object.fromEntries(texts.map(([each]) => [each, new Reference(`../templates/${name}/${each}`)])),
  };
  const { input: _, ...others } = writtenProfile(profile);
  const written = { ...others, ...(Object.keys(input).length > 0 && { input }) };
  const path = `profiles/${name}.yaml`;
  return [...files, { path, text: yamlOf({ profiles: { [name]: written } }, path) }];
}

/** A text that lies in a file. */
class Reference {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }
}

function yamlOf(value: unknown, path: string): string {
  const document = new Document(value, {
    customTags: [referenceTag, unchangedTag],
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Map(_, node) {
      const isUnchanged = isMap(node) && node.items.length === 1 && node.get('unchanged') === true;
      if (!isUnchanged) return;
      const scalar = new Scalar('');
      scalar.tag = '!unchanged';
      return scalar;
    },
    Scalar(_, node) {
      // `4.20` and `yes` stay texts, whoever reads them.
      if (isScalar(node) && typeof node.value === 'string' && node.value.includes('\n'))
        node.type = 'BLOCK_LITERAL';
    },
  });
  const up = '../'.repeat(path.split('/').length - 1);
  return `# yaml-language-server: $schema=${up}${schemaFile}\n${document.toString({ lineWidth: 0 })}`;
}

const referenceTag = {
  tag: '!file',
  identify: (value: unknown) => value instanceof Reference,
  createNode: (_: unknown, value: unknown) => {
    const scalar = new Scalar((value as Reference).path);
    scalar.tag = '!file';
    return scalar;
  },
  resolve: (text: string) => text,
};

const unchangedTag = { tag: '!unchanged', resolve: (text: string) => text };
