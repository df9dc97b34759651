import { fillMessage, messages } from './message-registry.ts';
import type { Message, MessageKey, MessageValues } from './message-registry.ts';

/** Thrown inside a command: undoes its transaction and tells the administrator which message of the registry. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
  readonly entry: Message;
  readonly wayOut: string;
  readonly fields: readonly { readonly field: string; readonly message: string }[];

  constructor(
    key: MessageKey,
    values: MessageValues,
    fields: readonly { readonly field: string; readonly message: string }[] = [],
  ) {
    const entry = messages[key];
    super(fillMessage(entry.text, values));
    this.entry = entry;
    this.wayOut = fillMessage(entry.wayOut, values);
    this.fields = fields;
  }
}
