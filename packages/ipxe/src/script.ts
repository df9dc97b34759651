import type { Statement } from './statement.ts';

/** A script as data: its statements in order. The line `#!ipxe` is not one of them; rendering writes it. */
export type Script = { readonly statements: readonly Statement[] };

/**
 * Put statements, and lists of statements, together in order.
 *
 * Example: `script(ipxe`dhcp || goto retry`, label('retry'), ipxe`sleep 5`)`.
 */
export function script(...statements: (Statement | readonly Statement[])[]): Script {
  return { statements: statements.flat() };
}
