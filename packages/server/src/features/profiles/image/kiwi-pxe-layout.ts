import { broughtChecksums } from './brought-checksums.ts';
import { imageFile, roleByName, type Role } from './file-roles.ts';
import {
  hasFile,
  listFiles,
  nothingSaid,
  type ImageContent,
  type FoundLayout,
  type LayoutProblems,
} from './image-layout.ts';

type PxeParts = {
  readonly name: string;
  readonly kernel: string;
  readonly initrd: string;
  readonly image: string;
};

/** What KIWI's `installpxe` tar holds: `NAME.append`, `NAME.xz`, and the installer's kernel and initrd. */
export function kiwiPxeLayout(image: ImageContent): FoundLayout | LayoutProblems {
  const parts = findParts(image);
  if ('problems' in parts) return { ok: false, problems: parts.problems };
  const append = parseAppend(image.readText(`${parts.name}.append`), `${parts.name}.append`);
  if (!append.ok) return append;
  const { checksums, warnings } = broughtChecksums(image);
  return {
    ok: true,
    spec: {
      method: 'linux',
      kernel: parts.kernel,
      initrds: [parts.initrd],
      args: [...append.args, ...networkArgs(append.args), ...installerArgs(parts.image)].join(' '),
    },
    files: image.files.map((file) => imageFile(file, roleOf(file.path, parts))),
    answers: {},
    postInstall: postInstallOf(image),
    ...nothingSaid,
    warnings: [...warnings, ...installerWarnings(image, parts, checksums.length > 0)],
    checksums,
  };
}

function findParts(image: ImageContent): PxeParts | { problems: string[] } {
  const appends = image.files.filter(({ path }) => /^[^/]+\.append$/.test(path)).map(({ path }) => path);
  const [append] = appends;
  if (append === undefined || appends.length > 1) {
    return {
      problems: [
        `one NAME.append is wanted, there are ${appends.length} (${appends.join(', ')}): import one image at a time`,
      ],
    };
  }
  const name = append.slice(0, -'.append'.length);
  const problems: string[] = [];
  const find = (what: string, candidates: string[]): string => {
    const found = candidates.find((path) => hasFile(image, path));
    if (found === undefined)
      problems.push(`no ${what}: looked for ${candidates.join(', ')}; ${listFiles(image)}`);
    return found ?? '';
  };
  const parts = {
    name,
    kernel: find('kernel of the installer', [`pxeboot.${name}.kernel`, 'pxeboot.kernel']),
    initrd: find('initrd of the installer', [
      `pxeboot.${name}.initrd`,
      `pxeboot.${name}.initrd.xz`,
      'pxeboot.initrd.xz',
      'pxeboot.initrd',
    ]),
    image: find('disk image', [`${name}.xz`]),
  };
  return problems.length > 0 ? { problems } : parts;
}

/** The address in it is an example that KIWI writes for a person to replace. */
function parseAppend(text: string, path: string): { ok: true; args: string[] } | LayoutProblems {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.includes('pxe=1')) {
    return {
      ok: false,
      problems: [
        `${path} says pxe=1: made for KIWI's own initrd, which asks a TFTP server for its configuration. Build the image with initrd_system="dracut".`,
      ],
    };
  }
  if (/\{\{|\{%/.test(text)) {
    return {
      ok: false,
      problems: [
        `${path} holds {{ or {%, which our templates would read: remove it from the image's kernelcmdline`,
      ],
    };
  }
  return {
    ok: true,
    args: words.filter((word) => !/^rd\.kiwi\.install\.(pxe$|image=|pass\.bootparam$)/.test(word)),
  };
}

/** KIWI's installer is dracut's, which brings up no network unless it is told to; an image may say so itself. */
function networkArgs(own: readonly string[]): string[] {
  return own.some((word) => word.startsWith('ip=')) ? [] : [addressArg, 'rd.neednet=1'];
}

/** dracut.cmdline(7): `ip=<client>::<gateway>:<netmask>:<hostname>:<interface>:none nameserver=…` */
const addressArg = [
  '{% if machine.network.ipv4.address %}ip={{ machine.network.ipv4.address }}::',
  '{% if machine.network.ipv4.gateway %}{{ machine.network.ipv4.gateway }}{% endif %}',
  ':{{ machine.network.ipv4.netmask }}:{% if machine.hostname %}{{ machine.hostname }}{% endif %}',
  ':{% if machine.network.name %}{{ machine.network.name }}{% endif %}:none',
  '{% for server in machine.network.dns %} nameserver={{ server }}{% endfor %}',
  '{% else %}ip=dhcp{% endif %}',
].join('');

/** `pass.bootparam` makes the installer hand razorurl= on to the installed system, which calls it. */
function installerArgs(image: string): string[] {
  return [
    'rd.kiwi.install.pxe',
    'rd.kiwi.install.pass.bootparam',
    `rd.kiwi.install.image={{ urls.files }}/${image}`,
    'razorurl={{ urls.postInstall }}',
  ];
}

function roleOf(path: string, parts: PxeParts): Role {
  if (path === parts.image) return 'image';
  if (path === parts.kernel) return 'kernel';
  if (path === parts.initrd) return 'initrd';
  return roleByName(path) === 'template' || postInstallNames.includes(path) ? 'template' : 'other';
}

/** What a person may put beside the files that KIWI built: a template of ours, or one in KIWIspray's dialect. */
const postInstallNames = ['post-install.liquid', 'post_install.tmpl'];

function postInstallOf(image: ImageContent): string | null {
  return postInstallNames.find((path) => hasFile(image, path)) ?? null;
}

/** The installer makes these URLs from the image's, every `.xz` replaced (kiwi-dump-image.sh). */
function installerWarnings(image: ImageContent, { name }: PxeParts, isChecked: boolean): string[] {
  const missing = [`${name}.kernel`, `${name}.initrd`].filter((path) => !hasFile(image, path));
  return [
    ...missing.map(
      (path) =>
        `${path} is missing: KIWI's installer fetches it to start the installed system, and stops without it`,
    ),
    ...(isChecked
      ? []
      : [
          `neither ${name}.md5 nor ${name}.sha256 is here: KIWI's installer fetches one of them, and stops without it`,
        ]),
    ...(`${image.name}/${name}`.includes('.xz')
      ? [
          `".xz" in the name of the profile or image: KIWI's installer replaces it in every URL and will not find its files`,
        ]
      : []),
  ];
}
