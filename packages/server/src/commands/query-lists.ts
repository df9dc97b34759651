import { z } from 'zod';
import type { CommandDefinition } from '@netberth/api';

type Query = Readonly<Record<string, unknown>>;

/** A query has a list as `ids=7,8`, or as `ids=7&ids=8`: the fields that are lists as lists, the others as they came. */
export function queryLists({ input }: Pick<CommandDefinition, 'input'>, query: Query): Query {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      isListField(input.shape[name]) ? itemsOf(value) : value,
    ]),
  );
}

export function isListField(schema: unknown): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return isListField(schema.unwrap());
  return schema instanceof z.ZodArray;
}

function itemsOf(value: unknown): readonly string[] {
  return [value]
    .flat()
    .flatMap((text) => String(text).split(','))
    .filter((item) => item !== '');
}
