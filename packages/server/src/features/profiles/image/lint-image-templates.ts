import { renderPlaceholders, type PlaceholderValues } from '../../templates/render-placeholders.ts';

/** A machine that has everything but metadata. */
const sample: PlaceholderValues = {
  id: 1,
  hostname: 'host',
  state: 'state',
  macs: ['52:54:00:12:34:56'],
  serial: 'SERIAL',
  uuid: '4c4c4544-0042-3510-8052-b4c04f4e3232',
  bootid: 'bootid',
  metadata: {},
  serverIp: '192.0.2.1',
  serverPort: '8080',
};

/**
 * What a person should know of an image's KIWIspray templates. Warnings only: KIWIspray's own post_install.tmpl
 * asks at run time whether a placeholder was filled.
 * @param paths of the image's files
 */
export function lintImageTemplates(
  templates: readonly { path: string; text: string }[],
  paths: readonly string[],
): string[] {
  return templates.flatMap(({ path, text }) => [
    ...placeholderWarnings(path, text),
    ...bootIdWarnings(path, text),
    ...(path === 'host.tmpl' ? scriptWarnings(path, text, paths) : []),
  ]);
}

function placeholderWarnings(path: string, text: string): string[] {
  const rendered = renderPlaceholders(text, sample);
  const unresolved = rendered.ok ? rendered.unresolved : [];
  const metadata = unresolved.filter((name) => name.startsWith('metadata.'));
  const unknown = unresolved.filter((name) => !name.startsWith('metadata.'));
  return [
    ...(metadata.length > 0
      ? [`${path} shows ${inWords(metadata)}: it stays as it is for a machine without that metadata`]
      : []),
    ...(unknown.length > 0
      ? [`${path} shows ${inWords(unknown)}: no such placeholder, it stays as it is`]
      : []),
  ];
}

/** Scripts made before KIWIspray had boot ids: the server would not know whose call it is. */
function bootIdWarnings(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const call = /\/(post-install|finish|failed|update)\?[^\s'"]*/.exec(line);
    if (call === null || call[0].includes('bootid=')) return [];
    return [
      `${path}, line ${index + 1}: /${call[1]} is called without bootid=@bootid@: the call will be refused`,
    ];
  });
}

function scriptWarnings(path: string, text: string, paths: readonly string[]): string[] {
  const pxeboot = [...text.matchAll(/^(?:kernel|initrd)\s.*?\/(pxeboot[\w.+-]*)/gm)].map(
    (match) => match[1] ?? '',
  );
  return [
    ...(text.startsWith('#!ipxe') ? [] : [`${path} does not begin with #!ipxe: iPXE will not run it`]),
    ...pxeboot
      .filter((name) => !paths.includes(name))
      .map((name) => `${path} boots ${name}, which is not in the image: newer KIWIs name it after the image`),
  ];
}

function inWords(names: readonly string[]): string {
  return names.map((name) => `@${name}@`).join(', ');
}
