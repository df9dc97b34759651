import type { Chance } from '../../../../bench/src/storm/seeded-chance.ts';
import { hostileTexts } from '../../../../packages/server/tests/harness/hostile-text.ts';

/** JSON Schema as the OpenAPI document has it, as far as values are made by it. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
};

export type Schemas = Readonly<Record<string, Schema>>;

/** Words that mean something here, so that not every request ends at its first check. */
const words = [
  ...['1', '2', '3', '7', 'image1', 'wipe', 'disk', 'menu', 'debian', 'ada', '52:54:00:00:00:01', 'rack'],
  ...['52-54-00-00-00-02', 'SN1', '4c4c4544-0042-3510-8052-000000000001', '4h', '30d', '192.0.2.7', '::1'],
  ...['disk.raw', 'answer.yaml', 'vmlinuz', 'a.example', 'https://a.example/x', 'x86_64', 'efi', 'pcbios'],
];

export function pick<Item>(chance: Chance, items: readonly Item[]): Item {
  return items[Math.floor(chance() * items.length)] as Item;
}

/** Sometimes a word, sometimes something hostile, sometimes long. */
export function randomText(chance: Chance): string {
  const luck = chance();
  if (luck < 0.55) return pick(chance, words);
  if (luck < 0.85) return pick(chance, hostileTexts);
  if (luck < 0.9) return '';
  if (luck < 0.95) return pick(chance, hostileTexts).repeat(1 + Math.floor(chance() * 50));
  return String.fromCharCode(...Array.from({ length: 12 }, () => Math.floor(chance() * 0x1_00_00)));
}

export function randomNumber(chance: Chance, from = 0, to = 30): number {
  const luck = chance();
  if (luck < 0.8) return Math.floor(from + chance() * (Math.min(to, from + 1000) - from));
  return pick(chance, [-1, 0, 0.5, 1e6, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308]);
}

/** What the schema allows, mostly; now and then something else. */
export function randomValue(schema: Schema, schemas: Schemas, chance: Chance, depth = 0): unknown {
  if (depth > 8 || chance() < 0.04) return randomJson(chance, 2);
  const go = (inner: Schema): unknown => randomValue(inner, schemas, chance, depth + 1);
  if (schema.$ref !== undefined) return go(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return pick(chance, schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return go(pick(chance, choices));
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map(go));
  const type = typeof schema.type === 'string' ? schema.type : pick(chance, schema.type ?? ['string']);
  switch (type) {
    case 'object':
      return randomObject(schema, go, chance);
    case 'array':
      return Array.from({ length: Math.floor(chance() * 4) }, () => go(schema.items ?? {}));
    case 'integer':
    case 'number':
      return randomNumber(chance, schema.minimum, schema.maximum);
    case 'boolean':
      return chance() < 0.5;
    case 'null':
      return null;
    default:
      return randomText(chance);
  }
}

function randomObject(schema: Schema, go: (inner: Schema) => unknown, chance: Chance): object {
  const { properties = {}, required = [], additionalProperties } = schema;
  const entries = Object.entries(properties)
    .filter(([name]) => (required.includes(name) ? chance() < 0.95 : chance() < 0.4))
    .map(([name, inner]): [string, unknown] => [name, go(inner)]);
  if (typeof additionalProperties === 'object')
    for (let more = Math.floor(chance() * 3); more > 0; more -= 1)
      entries.push([randomText(chance), go(additionalProperties)]);
  if (chance() < 0.03) entries.push([randomText(chance), randomJson(chance, 2)]);
  return Object.fromEntries(entries);
}

function randomJson(chance: Chance, depth: number): unknown {
  const luck = chance();
  if (luck < 0.4) return randomText(chance);
  if (luck < 0.6) return randomNumber(chance);
  if (luck < 0.7) return null;
  if (luck < 0.8) return chance() < 0.5;
  if (depth === 0) return {};
  if (luck < 0.9) return [randomJson(chance, depth - 1), randomJson(chance, depth - 1)];
  return { [randomText(chance)]: randomJson(chance, depth - 1) };
}
