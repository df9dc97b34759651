/**
 * The script with PREVIEW on every screen that it makes: before its first command, and in the titles of its menus.
 *
 * Example: `#!ipxe\nmenu Netberth` becomes `#!ipxe\necho PREVIEW: nothing is recorded\nmenu PREVIEW: Netberth`.
 */
export function markPreview(script: string): string {
  return script
    .replace(/^#!ipxe.*\n?/, (first) => `${first.trimEnd()}\necho PREVIEW: nothing is recorded\n`)
    .replaceAll(/^(\s*menu (?:--name \S+ )?)(?=[^\s-])/gm, '$1PREVIEW: ');
}
