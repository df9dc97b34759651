import type { Readable } from 'node:stream';
import type { CommandDefinition, InputOf, OutputOf } from '@netberth/api';
import type { Reading, Writing } from '../database/work.ts';
import type { Actor } from './actor.ts';

/**
 * How two people who edit the same thing at the same time are kept from undoing each other (RFC 9110, If-Match).
 * Every answer carries the revision of what it shows; a change that names another revision than the present is refused.
 */
export type Revised<Input, Output> = {
  /** Absent: what is left has none. */
  readonly of?: (output: Output) => string;
  /** Of what a change is about, before it; null: there is none yet. */
  readonly current: (input: Input) => Reading<string | null>;
};

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What a change did, for its audit record and its caller. */
export type Done<Output> = {
  readonly output: Output;
  /** What was changed: `machine:7`. */
  readonly target: string | null;
  readonly before: Json;
  readonly after: Json;
  readonly reason?: string | undefined;
  /** What can go when the change is durable; failing, it is done at the next start. */
  readonly afterwards?: (() => Promise<void>) | undefined;
};

/** What was made outside the database before the transaction, and how to take it back. */
export type Prepared<Value> = { readonly value: Value; readonly discard: () => Promise<void> };

export type CommandHandler = ReadHandler | WriteHandler;
export type ReadHandler = {
  readonly kind: 'read';
  readonly definition: CommandDefinition;
  readonly run: (input: never, actor: Actor) => Reading<unknown>;
  /** For reads that also look at files; after the reading, outside any transaction. */
  readonly complete?: (read: never) => Promise<unknown>;
  readonly revisionOf?: (output: never) => string;
};
export type WriteHandler = {
  readonly kind: 'write';
  readonly definition: CommandDefinition;
  readonly prepare?: (input: never, upload: Readable, actor: Actor) => Promise<Prepared<unknown>>;
  readonly run: (input: never, actor: Actor, prepared: never) => Writing<Done<unknown>>;
  readonly revised?: Revised<never, never>;
};

export function handleRead<Definition extends CommandDefinition>(
  definition: Definition,
  run: (input: InputOf<Definition>, actor: Actor) => Reading<OutputOf<Definition>>,
): ReadHandler {
  return { kind: 'read', definition, run };
}

/** A read whose answer also needs files. */
export function handleReadWithFiles<Definition extends CommandDefinition, Read>(
  definition: Definition,
  run: (input: InputOf<Definition>, actor: Actor) => Reading<Read>,
  complete: (read: Read) => Promise<OutputOf<Definition>>,
): ReadHandler {
  return { kind: 'read', definition, run, complete };
}

export function handleWrite<Definition extends CommandDefinition>(
  definition: Definition,
  run: (input: InputOf<Definition>, actor: Actor) => Writing<Done<OutputOf<Definition>>>,
): WriteHandler {
  return { kind: 'write', definition, run };
}

/** A change that first makes something outside the database, which may take long. */
export function handleWriteWithFiles<Definition extends CommandDefinition, Value>(
  definition: Definition,
  prepare: (input: InputOf<Definition>, actor: Actor) => Promise<Prepared<Value>>,
  run: (input: InputOf<Definition>, actor: Actor, prepared: Value) => Writing<Done<OutputOf<Definition>>>,
): WriteHandler {
  return { kind: 'write', definition, prepare: (input, _, actor) => prepare(input, actor), run };
}

/** A change that first takes in a stream. */
export function handleUpload<Definition extends CommandDefinition, Value>(
  definition: Definition,
  prepare: (input: InputOf<Definition>, upload: Readable, actor: Actor) => Promise<Prepared<Value>>,
  run: (input: InputOf<Definition>, actor: Actor, prepared: Value) => Writing<Done<OutputOf<Definition>>>,
): WriteHandler {
  return { kind: 'write', definition, prepare, run };
}
