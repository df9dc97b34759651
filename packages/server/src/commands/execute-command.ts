import { Readable } from 'node:stream';
import { verbWords } from '@netberth/api';
import { UnknownOutcome } from '../database/work.ts';
import type { Reading, Writing } from '../database/work.ts';
import { CommandRefused } from '../platform/command-refused.ts';
import { reachOf } from './actor.ts';
import type { Actor } from './actor.ts';
import type { AuditEnd } from './audit-end.ts';
import type { CommandHandler, Done, Prepared, ReadHandler, WriteHandler } from './command-handler.ts';
import { fieldsOf } from './fields-of.ts';
import { recordRefusal } from './record-refusal.ts';
import { isRevisionAmong } from './revision.ts';
import type { CommandTools } from './command-tools.ts';

/** What came with a request besides its input. */
export type Alongside = {
  readonly upload?: Readable | undefined;
  /** The revisions that the caller has seen; a change of any other is refused. */
  readonly ifMatch?: string | undefined;
  /** Why, for commands whose input does not say it. */
  readonly reason?: string | undefined;
};

/** `revision` of what the output shows; null: it has none. */
export type Executed = { readonly output: unknown; readonly revision: string | null };

/**
 * The one door for administrators: authorise -> validate -> one transaction {run -> audit} -> answer.
 * @throws CommandRefused with the message of the registry that says why; when it says that the actor may not, that is
 * recorded
 */
export async function executeCommand(
  tools: CommandTools,
  handler: CommandHandler,
  rawInput: unknown,
  actor: Actor,
  alongside: Alongside = {},
): Promise<Executed> {
  try {
    return await execute(tools, handler, rawInput, actor, alongside);
  } catch (error) {
    if (error instanceof CommandRefused && error.entry.status === 403)
      await recordRefusal(tools, handler.definition.name, rawInput, actor, error);
    throw error;
  }
}

async function execute(
  tools: CommandTools,
  handler: CommandHandler,
  rawInput: unknown,
  actor: Actor,
  alongside: Alongside,
): Promise<Executed> {
  authorise(tools, handler, actor);
  const input = validate(handler, rawInput);
  return handler.kind === 'read'
    ? await runRead(tools, handler, input, actor)
    : await runWrite(tools, handler, input, actor, alongside);
}

/** Before the input is looked at; whether a scope is kept to is looked at in the transaction. @throws CommandRefused */
function authorise(
  { demandScope }: Pick<CommandTools, 'demandScope'>,
  { definition }: CommandHandler,
  actor: Actor,
): void {
  if (actor.permissions.has(definition.permission)) return;
  if (demandScope && reachOf(actor, definition.permission).length > 0) return;
  throw new CommandRefused('notAllowed', {
    command: verbWords(definition),
    permission: definition.permission,
    actor: actor.name,
  });
}

/** @returns the input as its command knows it @throws CommandRefused with every field that is wrong */
export function validate({ definition }: CommandHandler, rawInput: unknown): unknown {
  return fieldsOf(definition.input, rawInput, '(input)');
}

async function runRead(
  tools: CommandTools,
  handler: ReadHandler,
  input: unknown,
  actor: Actor,
): Promise<Executed> {
  const read = await tools.database.read(function* () {
    yield* keepToScope(tools, handler, input, actor);
    return yield* handler.run(input as never, actor);
  });
  const output = handler.complete ? await handler.complete(read as never) : read;
  return { output, revision: handler.revisionOf?.(output as never) ?? null };
}

function* keepToScope(
  { demandScope }: Pick<CommandTools, 'demandScope'>,
  { definition }: CommandHandler,
  input: unknown,
  actor: Actor,
): Reading<void> {
  if (demandScope && (actor.scopes ?? []).length > 0) yield* demandScope(definition, input, actor);
}

async function runWrite(
  tools: CommandTools,
  handler: WriteHandler,
  input: unknown,
  actor: Actor,
  { upload, ifMatch, reason }: Alongside,
): Promise<Executed> {
  const { database, audit } = tools;
  const prepared = await prepare(handler, input, upload, actor);
  try {
    const { done, end } = await database.write(() =>
      changeAndRecord(tools, handler, { input, actor, prepared: prepared?.value }, { ifMatch, reason }),
    );
    audit.committed(end);
    await done.afterwards?.();
    return { output: done.output, revision: handler.revised?.of?.(done.output as never) ?? null };
  } catch (error) {
    // If nobody knows whether it was committed, what was prepared may be in use.
    if (!(error instanceof UnknownOutcome)) await prepared?.discard();
    throw error;
  }
}

/** One change with its record, in the transaction of the caller, who has authorised the actor and checked the input. */
export function* changeAndRecord(
  tools: Pick<CommandTools, 'audit' | 'demandScope'>,
  handler: WriteHandler,
  { input, actor, prepared }: Change,
  { ifMatch, reason }: Alongside,
): Writing<{ readonly done: Done<unknown>; readonly end: AuditEnd }> {
  yield* keepToScope(tools, handler, input, actor);
  if (ifMatch !== undefined) yield* demandRevision(handler, input, ifMatch);
  const done = yield* handler.run(input as never, actor, prepared as never);
  const end = yield* tools.audit.append({
    ...{ actor, command: handler.definition.name, ...done },
    reason: done.reason ?? reason,
  });
  return { done, end };
}

type Change = { readonly input: unknown; readonly actor: Actor; readonly prepared: unknown };

/** In the transaction of the change: nobody comes between. */
function* demandRevision(handler: WriteHandler, input: unknown, ifMatch: string): Reading<void> {
  const command = verbWords(handler.definition);
  if (!handler.revised) throw new CommandRefused('noRevision', { command });
  const current = yield* handler.revised.current(input as never);
  if (!isRevisionAmong(ifMatch, current))
    throw new CommandRefused('changedMeanwhile', { command, revision: current ?? 'none' });
}

/** What a change makes outside the database, before its transaction. */
async function prepare(
  handler: WriteHandler,
  input: unknown,
  upload: Readable | undefined,
  actor: Actor,
): Promise<Prepared<unknown> | undefined> {
  if (!handler.prepare) return undefined;
  if (!upload && handler.definition.http.upload !== undefined) {
    throw new CommandRefused('badInput', {}, [
      { field: '(body)', message: `is missing: send ${handler.definition.http.upload}` },
    ]);
  }
  return await handler.prepare(input as never, upload ?? Readable.from([]), actor);
}
