import { choiceScript, resolveChoice, withFilesAt, type ResolvedChoice } from '@netberth/catalogue';
import { ipxe, words } from '@netberth/ipxe';
import { renderTemplate } from '../../platform/render-template.ts';
import type { LocalFiles } from '../catalogue/menu-content.ts';
import { networkOf } from '../machines/machine-network.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { withoutSecretSettings } from '../templates/secret-settings.ts';
import { syslogArgs } from './syslog-args.ts';
import { bootIdMarker, bootNumberMarker, templateValues, urlsOfBoot } from '../templates/template-values.ts';
import type { Subject } from '../templates/template-values.ts';
import { candidatePlatforms } from './candidate-platforms.ts';
import type { PickedChoice } from './menu-pick.ts';
import type { ToRender } from './to-render.ts';
import { refusedOr } from './rendered-script.ts';
import type { Rendered } from './rendered-script.ts';
import { announce } from './scripts/announce.ts';
import type { Announcement } from './scripts/announce.ts';
import { backToMenu } from './scripts/back-to-menu.ts';
import { fetchAgain } from './scripts/fetch-again.ts';

const nothingKnown = { ok: true, network: null } as const;

/** What a person chose in the menu: it asks before it destroys, and comes back to the menu when it fails. */
export function renderChoice(
  { chosen, platforms, abilities }: PickedChoice,
  announcement: Announcement,
  { menu, subject, serverUrl }: Pick<ToRender, 'menu' | 'subject' | 'serverUrl'>,
): Rendered {
  const read = subject === null ? nothingKnown : networkOf(subject.machine);
  if (!read.ok) return { ok: false, why: read.problems.join('; ') };
  const resolving = resolveChoice(menu.content.catalogue, chosen, {
    platforms,
    network: read.network,
    hostname: subject?.machine.hostname ?? null,
    isAttended: true,
    abilities,
    loaders: menu.loaders,
  });
  if (!resolving.ok) return { ok: false, why: resolving.problems.join('; ') };
  const resolved = withLocalFiles(resolving.resolved, menu.files, serverUrl);
  const failed = [
    ipxe`imgfree ||`,
    ipxe`echo ${words(resolved.title)} could not be fetched or started; see the messages above.`,
    ipxe`prompt Press a key to go back ||`,
    ...backToMenu,
  ];
  return refusedOr(() =>
    choiceScript(resolved, { before: announce(announcement), failed, back: backToMenu }),
  );
}

type ChoiceProfile = ProfileRecord & { readonly spec: Extract<ProfileRecord['spec'], { method: 'choice' }> };

/** A choice that was saved as a profile: nobody is asked, its templates are rendered for the machine. */
export function renderSavedChoice(
  { name, spec }: ChoiceProfile,
  subject: Subject,
  announcement: Announcement,
  {
    menu,
    platform,
    buildarch,
    serverUrl,
    syslogPort,
  }: Pick<ToRender, 'menu' | 'platform' | 'buildarch' | 'serverUrl' | 'syslogPort'>,
): Rendered {
  const { machine } = subject;
  const urls = urlsOfBoot(serverUrl, machine.id, name, bootIdMarker, bootNumberMarker);
  const values = templateValues(subject, { name, spec: withoutSecretSettings(spec) }, urls, bootIdMarker);
  const inputs = renderAll(spec.inputs, values);
  const args = renderTemplate(spec.args, values);
  if (!inputs.ok) return inputs;
  if (!args.ok) return args;
  const chosen = {
    choice: { product: spec.product, values: spec.choice },
    inputs: inputs.texts,
    mirror: spec.mirror,
    args: [
      ...syslogArgs(automationsOf(spec, menu), serverUrl, syslogPort),
      ...args.text.split(' ').filter((arg) => arg !== ''),
    ],
  };
  const read = networkOf(machine);
  if (!read.ok) return { ok: false, why: read.problems.join('; ') };
  const resolving = resolveChoice(menu.content.catalogue, chosen, {
    platforms: candidatePlatforms({ platform, buildarch, arch: spec.arch ?? undefined }),
    network: read.network,
    hostname: machine.hostname,
    isAttended: false,
    loaders: menu.loaders,
  });
  if (!resolving.ok) return { ok: false, why: resolving.problems.join('; ') };
  const failed = fetchAgain(platform);
  return refusedOr(() =>
    choiceScript(withLocalFiles(resolving.resolved, menu.files, serverUrl), {
      before: announce(announcement),
      failed,
      back: null,
    }),
  );
}

/** Files that lie on this server come from it; what runs without iPXE's notion of a place gets whole URLs. */
function withLocalFiles(resolved: ResolvedChoice, files: LocalFiles, serverUrl: string): ResolvedChoice {
  const forArguments = (url: string) => {
    const path = files.pathOf(url);
    return path === null ? null : `${serverUrl}${path}`;
  };
  const places = { forLoader: (url: string) => files.pathOf(url), forArguments };
  return {
    ...resolved,
    boots: resolved.boots.map((boot) => ({ ...boot, spec: withFilesAt(boot.spec, places) })),
  };
}

/** The kinds of the answer files that it has. */
function automationsOf(
  { product, inputs }: ChoiceProfile['spec'],
  { content }: ToRender['menu'],
): readonly (string | undefined)[] {
  const known = content.catalogue.products.find(({ id }) => id === product)?.inputs ?? [];
  return known.filter(({ id }) => Object.hasOwn(inputs, id)).map(({ automation }) => automation);
}

type RenderedTexts =
  | { readonly ok: true; readonly texts: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly why: string };

function renderAll(templates: Readonly<Record<string, string>>, values: object): RenderedTexts {
  const texts: Record<string, string> = {};
  for (const [name, template] of Object.entries(templates)) {
    const rendered = renderTemplate(template, values);
    if (!rendered.ok) return { ok: false, why: `${name}: ${rendered.why}` };
    texts[name] = rendered.text;
  }
  return { ok: true, texts };
}
