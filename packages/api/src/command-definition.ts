import type { z } from 'zod';
import type { Permission } from './permission.ts';

/**
 * One administrator's command, declared once. The HTTP route, the CLI verb, its help, the OpenAPI operation
 * and the audit record are all made from this.
 */
export type CommandDefinition<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
> = {
  /** `noun.verb`, the name in audit records: `machine.grant`. */
  readonly name: string;
  readonly permission: Permission;
  /** A `write` runs in one transaction with its audit record; a `read` changes nothing. */
  readonly effect: 'read' | 'write';
  /** One imperative line. */
  readonly summary: string;
  /** What `--help` teaches beyond the summary: plain text, wrapped by the reader. */
  readonly description: string;
  /**
   * It takes no single machine, and its handler leaves out machines beyond the scopes of who asks. Other commands
   * that take no machine are refused to actors who have their permission only within a scope.
   */
  readonly narrows?: true;
  readonly http: HttpBinding;
  readonly cli: CliBinding;
  /** Every field has `.describe()`; the text is the help of its flag and its OpenAPI description. */
  readonly input: Input;
  readonly output: Output;
};

export type HttpBinding = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`; `{field}` takes that input field from the path, the others come from query (GET) or body. */
  readonly path: string;
  /** The body is a stream of this type and the other fields come from the query. */
  readonly upload?: 'application/x-tar';
};

export type CliBinding = {
  /** Input fields given by position, in order; all others are `--kebab-case` flags. */
  readonly positionals: readonly string[];
  readonly examples: readonly CliExample[];
  /** Fields whose flag has a letter too: `-o` for `--output`. */
  readonly short?: Readonly<Record<string, string>>;
  /** The field of pairs that takes flags of any other name: `--release trixie` is `--choice release=trixie`. */
  readonly otherFlags?: string;
  /** Fields that may be `@FILE`, the text of a file of this host, or `-`, standard input; of pairs each value may be `@FILE`. */
  readonly fileValues?: readonly string[];
  /** The verb that sends it, after it has read files of this host; it has none of its own. */
  readonly behind?: string;
  /** `machine grant` with a flag that selects machines means this command. */
  readonly bulkOf?: string;
  /** For a list: the field of the output that holds the rows; `--json` prints just these, all pages. */
  readonly rows?: string;
};

export type CliExample = { readonly line: string; readonly does: string };

/** What a person types for a command: `machine grant`, also where many machines are meant. */
export function verbWords({ name, cli }: Pick<CommandDefinition, 'name' | 'cli'>): string {
  return cli.behind ?? cli.bulkOf ?? name.replaceAll('.', ' ');
}

/** A field that no command has is refused: half of what was asked for would be done, such as a grant without its waves. */
export function defineCommand<Input extends z.ZodObject, Output extends z.ZodType>(
  definition: CommandDefinition<Input, Output>,
): CommandDefinition<Input, Output> {
  return { ...definition, input: definition.input.strict() as unknown as Input };
}

export type InputOf<Definition> =
  Definition extends CommandDefinition<infer Input, z.ZodType> ? z.output<Input> : never;
export type OutputOf<Definition> =
  Definition extends CommandDefinition<z.ZodObject, infer Output> ? z.input<Output> : never;
