import { z } from 'zod';
import { RedfishError, type ErrorKind } from './redfish-error.ts';

const messageSchema = z.object({
  MessageId: z.string().optional(),
  Message: z.string().optional(),
  Resolution: z.string().optional(),
});

/** DSP0266, "Error responses": what is wrong stands in the annotation, `message` is often only "see there". */
const bodySchema = z.object({
  error: z.object({
    code: z.string().optional(),
    message: z.string().optional(),
    '@Message.ExtendedInfo': z
      .union([z.array(messageSchema), messageSchema.transform((one) => [one])])
      .optional(),
  }),
});

type Said = { readonly ids: readonly string[]; readonly text: string };

/** @param asked `PATCH /redfish/v1/Systems/1` */
export function errorOfAnswer(asked: string, status: number, body: string): RedfishError {
  const { ids, text } = saidIn(body);
  const kind = kindOf(status, ids);
  const messageId = ids[0] ?? null;
  return new RedfishError(`${asked}: ${text === '' ? `it answered ${status}` : text}`, {
    kind,
    status,
    messageId,
  });
}

function kindOf(status: number, ids: readonly string[]): ErrorKind {
  const has = (...names: readonly string[]) =>
    ids.some((id) => names.some((name) => id.endsWith(`.${name}`)));
  if (has('SessionLimitExceeded', 'CreateLimitReachedForResource')) return 'sessions-full';
  if (has('NoValidSession', 'ResourceAtUriUnauthorized')) return 'unauthorized';
  if (has('InsufficientPrivilege')) return 'forbidden';
  if (has('ResourceInUse', 'ServiceTemporarilyUnavailable', 'ServiceShuttingDown', 'ResourceInStandby'))
    return 'busy';
  if (has('ActionNotSupported', 'OperationNotAllowed')) return 'unsupported';
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
    case 410:
      return 'not-found';
    case 405:
    case 501:
      return 'unsupported';
    case 408:
    case 409:
    case 423:
    case 429:
    case 503:
      return 'busy';
    default:
      return status >= 500 ? 'broken' : 'refused';
  }
}

function saidIn(body: string): Said {
  const parsed = bodySchema.safeParse(jsonOf(body));
  if (!parsed.success) return { ids: [], text: '' };
  const { code, message, '@Message.ExtendedInfo': info = [] } = parsed.data.error;
  const ids = [...info.map(({ MessageId }) => MessageId), code].filter((id) => id !== undefined);
  const words = info
    .map(({ Message, MessageId }) => Message ?? MessageId)
    .filter((text) => text !== undefined);
  return { ids, text: (words.length > 0 ? words.join(' ') : (message ?? code ?? '')).slice(0, 400) };
}

/** Undefined: it is none. */
export function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
