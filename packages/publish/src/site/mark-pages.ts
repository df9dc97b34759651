/**
 * A script whose menus say what they are; one without a menu says it before its first command.
 *
 * Example: with `pr-12` the line `menu Utilities` becomes `menu [pr-12] Utilities`.
 */
export function markPages(script: string, notice: string): string {
  const marked = script.replaceAll(/^(\s*menu (?:--name \S+ )?)(?=[^\s-])/gm, `$1[${notice}] `);
  return marked === script ? script.replace(/^#!ipxe.*\n/, (first) => `${first}echo [${notice}]\n`) : marked;
}
