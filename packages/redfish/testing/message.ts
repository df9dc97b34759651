/** An error as DSP0266 wants it, with the message of the registry `Base`. */
export class ServiceError extends Error {
  readonly status: number;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, id: string, text: string, headers: Readonly<Record<string, string>> = {}) {
    super(text);
    this.status = status;
    this.messageId = `Base.1.15.${id}`;
    this.headers = headers;
  }

  get body(): unknown {
    const info = {
      '@odata.type': '#Message.v1_1_2.Message',
      MessageId: this.messageId,
      Message: this.message,
      MessageArgs: [],
      MessageSeverity: 'Critical',
      Resolution: 'Mend the request and send it again.',
    };
    const message = 'A general error has occurred. See ExtendedInfo for more information.';
    return { error: { code: 'Base.1.15.GeneralError', message, '@Message.ExtendedInfo': [info] } };
  }
}

type Fields = Readonly<Record<string, unknown>>;
type Rules = Readonly<Record<string, readonly string[] | 'boolean' | 'text'>>;

/** Refuses what the schema does not know, as a strict service does. @param where `property` or `action` */
export function demandFields(
  json: unknown,
  rules: Rules,
  must: readonly string[],
  where: 'property' | 'action',
): Fields {
  const noun = where === 'property' ? 'Property' : 'ActionParameter';
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new ServiceError(400, 'MalformedJSON', 'The request body submitted was malformed JSON.');
  const fields: Fields = Object.fromEntries(Object.entries(json));
  for (const [name, value] of Object.entries(fields)) {
    const rule = rules[name];
    if (rule === undefined)
      throw new ServiceError(400, `${noun}Unknown`, `${name} is not in the list of valid properties.`);
    const isRight =
      rule === 'text'
        ? typeof value === 'string' || value === null
        : rule === 'boolean'
          ? typeof value === 'boolean'
          : typeof value === 'string';
    if (!isRight)
      throw new ServiceError(400, `${noun}ValueTypeError`, `The value of ${name} is of a different type.`);
    if (Array.isArray(rule) && !rule.includes(value))
      throw new ServiceError(
        400,
        `${noun}ValueNotInList`,
        `The value ${String(value)} for ${name} is not in the list of acceptable values.`,
      );
  }
  const missing = must.find((name) => !(name in fields));
  if (missing !== undefined)
    throw new ServiceError(400, `${noun}Missing`, `The parameter ${missing} was not present in the request.`);
  return fields;
}
