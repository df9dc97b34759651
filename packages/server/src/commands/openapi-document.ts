import type { CommandDefinition } from '@netberth/api';
import { apiExamples, problemSchema } from '@netberth/api';
import { z } from 'zod';
import { isListField } from './query-lists.ts';

type Json = Readonly<Record<string, unknown>>;

/** A route that is no command. */
export type PlainOperation = {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly body?: { readonly schema: z.ZodType; readonly example: Json };
  /** null: it is no JSON. */
  readonly answer: z.ZodType | null;
};

/** What the document is made of. */
export type Documented = {
  readonly definitions: readonly CommandDefinition[];
  readonly plain: readonly PlainOperation[];
  /** Names of the commands that take If-Match. */
  readonly revised: ReadonlySet<string>;
};

/** OpenAPI 3.1 of all that the API answers; of commands made from their definitions. */
export function openapiDocument({ definitions, plain, revised }: Documented): Json {
  const paths: Record<string, Record<string, Json>> = {};
  const schemas: Record<string, unknown> = { Problem: z.toJSONSchema(problemSchema) };
  for (const definition of definitions) {
    const path = `/api/v1${definition.http.path}`;
    const isRevised = revised.has(definition.name);
    (paths[path] ??= {})[definition.http.method.toLowerCase()] = operation(definition, schemas, isRevised);
  }
  for (const one of plain) (paths[one.path] ??= {})[one.method] = plainOperation(one, schemas);
  return {
    openapi: '3.1.0',
    info: { title: 'Netberth', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'netberth_session' },
      },
      schemas,
    },
    security: [{ token: [] }, { session: [] }],
  };
}

/** @param schemas those of the document; what schemas refer to is added */
function operation(
  definition: CommandDefinition,
  schemas: Record<string, unknown>,
  isRevised: boolean,
): Json {
  const { name, summary, description, permission, http } = definition;
  const input = embedded(definition.input, `${name}.input`, schemas);
  const inPath = new Set([...http.path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field));
  const properties = Object.entries(input.properties ?? {});
  const required = new Set(input.required ?? []);
  const isQuery = http.method === 'GET' || http.upload !== undefined;
  const example = (apiExamples as Readonly<Record<string, Json>>)[name];
  const fields = properties
    .filter(([field]) => inPath.has(field) || isQuery)
    .map(([field, schema]) => ({
      name: field,
      in: inPath.has(field) ? 'path' : 'query',
      required: inPath.has(field) || required.has(field),
      schema,
      ...(!inPath.has(field) &&
        isListField(definition.input.shape[field]) && { style: 'form', explode: false }),
      ...(example?.[field] !== undefined && { example: example[field] }),
    }));
  const parameters = isRevised ? [...fields, ifMatchParameter] : fields;
  const inBody = properties.filter(([field]) => !inPath.has(field));
  return {
    operationId: name,
    summary,
    description: `${description}\n\nNeeds the permission \`${permission}\`.`,
    tags: [name.split('.')[0]],
    ...(parameters.length > 0 && { parameters }),
    ...(http.upload !== undefined && { requestBody: { required: true, content: { [http.upload]: {} } } }),
    ...(!isQuery &&
      inBody.length > 0 && {
        requestBody: jsonBody(
          {
            type: 'object',
            properties: Object.fromEntries(inBody),
            required: inBody.map(([field]) => field).filter((field) => required.has(field)),
          },
          bodyOf(example ?? {}, inPath),
        ),
      }),
    responses: {
      200: {
        description: 'Done.',
        ...jsonBody(embedded(definition.output, `${name}.output`, schemas)),
      },
      default: refused,
    },
  };
}

/** undefined: there is nothing to send. */
function bodyOf(example: Json, inPath: ReadonlySet<string | undefined>): Json | undefined {
  const fields = Object.entries(example).filter(([field]) => !inPath.has(field));
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

const refused: Json = {
  description: 'Refused or failed.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const ifMatchParameter = {
  name: 'If-Match',
  in: 'header',
  required: false,
  schema: { type: 'string', description: 'the ETag or revision that was read; another one now: 412' },
};

function plainOperation(
  { path, operationId, summary, description, body, answer }: PlainOperation,
  schemas: Record<string, unknown>,
): Json {
  const numbers = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'integer' } },
  }));
  const input = body && jsonBody(embedded(body.schema, `${operationId}.input`, schemas), body.example);
  const output = answer && jsonBody(embedded(answer, `${operationId}.output`, schemas));
  return {
    ...{ operationId, summary, description, tags: [operationId.split('.')[0]] },
    ...(numbers.length > 0 && { parameters: numbers }),
    ...(input && { requestBody: { required: true, ...input } }),
    responses: { 200: { description: 'Done.', ...output }, default: refused },
  };
}

type JsonSchema = Json & {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly $defs?: Readonly<Record<string, Json>>;
};

/** A schema's own definitions move to the document's: inside a larger document `#/$defs` leads nowhere. */
function embedded(schema: z.ZodType, owner: string, schemas: Record<string, unknown>): JsonSchema {
  const text = JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  const moved = text.replaceAll('"#/$defs/', `"#/components/schemas/${owner}.`);
  const { $defs = {}, ...rest } = JSON.parse(moved) as JsonSchema;
  for (const [name, definition] of Object.entries($defs)) schemas[`${owner}.${name}`] = definition;
  return rest;
}

function jsonBody(schema: unknown, example?: Json): Json {
  return { content: { 'application/json': { schema, ...(example && { example }) } } };
}
