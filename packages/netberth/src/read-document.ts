import { z } from 'zod';
import { Failure } from './failure.ts';
import { readLocalFile } from './read-local-file.ts';

/**
 * The value of a field that is a whole document, out of a file of YAML or JSON. It is looked through here, where its lines
 * are known; the server does so again, and knows more.
 * @throws Failure with every fault and its place
 */
export async function readDocument(path: string, field: z.core.$ZodType | undefined): Promise<unknown> {
  const text = await readLocalFile(path);
  const { fieldFaults, problemLine, readYamlFile } = await import('@netberth/plan');
  const yaml = readYamlFile({ path, text });
  const problems = [...yaml.problems];
  if (problems.length === 0 && (yaml.value ?? null) === null)
    problems.push(yaml.problemAt([], 'it is empty'));
  if (problems.length === 0) {
    const wanted = objectIn(field);
    const faults = wanted === undefined ? [] : fieldFaults(wanted, yaml.value);
    problems.push(...faults.map((each) => yaml.problemAt(each.path, each.message)));
  }
  if (problems.length > 0)
    throw new Failure(
      [`Cannot use ${path}:`, ...problems.map((each) => `  ${problemLine(each)}`)].join('\n'),
    );
  return yaml.value;
}

/** What is written, where nothing may be written instead. */
function objectIn(schema: unknown): z.ZodObject | undefined {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodUnion) return inner.options.map(objectIn).find((each) => each !== undefined);
  return inner instanceof z.ZodObject ? inner : undefined;
}

function unwrapped(schema: unknown): unknown {
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return isWrapped ? unwrapped(schema.unwrap()) : schema;
}
