import type { CommandDefinition } from '@netberth/api';
import { problemSchema } from '@netberth/api';
import { z } from 'zod';

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1 of all commands, made from their definitions. */
export function openapiDocument(definitions: readonly CommandDefinition[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  const schemas: Record<string, unknown> = { Problem: z.toJSONSchema(problemSchema) };
  for (const definition of definitions) {
    const path = `/api/v1${definition.http.path}`;
    (paths[path] ??= {})[definition.http.method.toLowerCase()] = operation(definition, schemas);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Netberth', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas,
    },
    security: [{ token: [] }],
  };
}

/** @param schemas those of the document; what schemas refer to is added */
function operation(definition: CommandDefinition, schemas: Record<string, unknown>): Json {
  const { name, summary, description, permission, http } = definition;
  const input = embedded(definition.input, `${name}.input`, schemas);
  const inPath = new Set([...http.path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field));
  const properties = Object.entries(input.properties ?? {});
  const required = new Set(input.required ?? []);
  const isQuery = http.method === 'GET' || http.upload !== undefined;
  const parameters = properties
    .filter(([field]) => inPath.has(field) || isQuery)
    .map(([field, schema]) => ({
      name: field,
      in: inPath.has(field) ? 'path' : 'query',
      required: inPath.has(field) || required.has(field),
      schema,
    }));
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
        requestBody: jsonBody({
          type: 'object',
          properties: Object.fromEntries(inBody),
          required: inBody.map(([field]) => field).filter((field) => required.has(field)),
        }),
      }),
    responses: {
      200: {
        description: 'Done.',
        ...jsonBody(embedded(definition.output, `${name}.output`, schemas)),
      },
      default: {
        description: 'Refused or failed.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
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

function jsonBody(schema: unknown): Json {
  return { content: { 'application/json': { schema } } };
}
