import type { z } from 'zod';
import { OpenstackError } from './openstack-error.ts';

/** Types what a service said. Throws OpenstackError ('strange') when it is not what the API promises. */
export function parseAnswer<Schema extends z.ZodType>(
  schema: Schema,
  json: unknown,
  service: string,
): z.output<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path = [], message = '' } = parsed.error.issues[0] ?? {};
  throw new OpenstackError(
    `${service} answers what its API does not promise: ${path.join('.')}: ${message}`,
    {
      kind: 'strange',
      service,
      status: null,
      requestId: null,
      type: null,
    },
  );
}
