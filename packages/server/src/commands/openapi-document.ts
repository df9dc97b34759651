import type { CommandDefinition } from '@netberth/api';
import { problemSchema } from '@netberth/api';
import { z } from 'zod';

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1 of all commands, made from their definitions. */
export function openapiDocument(definitions: readonly CommandDefinition[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const definition of definitions) {
    const path = `/api/v1${definition.http.path}`;
    (paths[path] ??= {})[definition.http.method.toLowerCase()] = operation(definition);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Netberth', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: z.toJSONSchema(problemSchema) },
    },
    security: [{ token: [] }],
  };
}

function operation(definition: CommandDefinition): Json {
  const { name, summary, description, permission, http } = definition;
  const input = z.toJSONSchema(definition.input, { io: 'input', unrepresentable: 'any' });
  const inPath = new Set([...http.path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field));
  const properties = Object.entries((input.properties ?? {}) as Record<string, Json>);
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
        ...jsonBody(z.toJSONSchema(definition.output, { io: 'input', unrepresentable: 'any' })),
      },
      default: {
        description: 'Refused or failed.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function jsonBody(schema: unknown): Json {
  return { content: { 'application/json': { schema } } };
}
