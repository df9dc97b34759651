import type { Answer } from '../answer.ts';
import { errors, errorText } from '../errors.ts';
import { mostRedirects } from '../limits.ts';
import type { Machine, NetworkCard } from '../machine.ts';
import { askFetch, type Run } from '../run.ts';
import { print } from '../screen/terminal.ts';
import { parseIpv4 } from '../settings/address-text.ts';
import { settingText } from '../settings/expand-settings.ts';
import type { Fetched, FormField } from '../simulation.ts';
import { utf8Bytes } from '../utf8.ts';
import type { Image } from './image.ts';
import { registerImage, type FileContent } from './image-list.ts';
import { baseName, parseUrl, resolveUrl, urlString, type Url } from './url.ts';

type Downloaded =
  | { readonly kind: 'image'; readonly image: Image }
  | { readonly kind: 'failed'; readonly status: number };

/** Download a file and say so on the screen, as imgdownload() of src/usr/imgmgmt.c does. */
export function* download(machine: Machine, reference: string): Run<Downloaded> {
  const { isOld, terminal } = machine;
  const written = parseUrl(reference, isOld);
  const base = machine.workingUrl === null ? null : parseUrl(machine.workingUrl, isOld);
  const url = resolveUrl(base, written);
  if (!canOpen(machine, url.scheme)) {
    print(terminal, `Could not start download: ${errorText(errors.noScheme, machine)}\n`);
    return { kind: 'failed', status: errors.noScheme };
  }
  // The screen shows what was written, without its query.
  print(terminal, `${urlString({ ...written, query: null }, isOld, true)}...`);
  const unreachable = unreachableFrom(machine, url);
  if (unreachable !== 0) {
    print(terminal, ` ${errorText(unreachable, machine)}\n`);
    return { kind: 'failed', status: unreachable };
  }
  const { answer, finalUrl } = yield* fetchFile(machine, urlString(url, isOld), takeForm(machine, url));
  const status = failureOf(answer);
  print(terminal, status === 0 ? ' ok\n' : ` ${errorText(status, machine)}\n`);
  if (status !== 0) return { kind: 'failed', status };
  const content = contentOf(answer);
  return { kind: 'image', image: registerImage(machine, imageName(url), finalUrl, content) };
}

const openers: ReadonlyMap<string, string> = new Map([
  ['http', 'http'],
  ['https', 'https'],
  ['tftp', 'tftp'],
  ['tftm', 'tftp'],
  ['tftp6', 'tftp'],
  ['ftp', 'ftp'],
  ['nfs', 'nfs'],
  ['file', 'file'],
]);

/** Can this build fetch by this protocol? 2019's iPXE compares the name of a protocol letter by letter. */
export function canOpen(machine: Machine, scheme: string | null): boolean {
  const name = machine.isOld ? (scheme ?? '') : (scheme ?? '').toLowerCase();
  const feature = openers.get(name);
  return [...machine.capabilities.features].some((each) => each === feature);
}

/** Why no packet leaves for this URL: no card with an address, or a name and nobody to ask for it. */
function unreachableFrom(machine: Machine, url: Url): number {
  const isUp = (card: NetworkCard): boolean =>
    card.isOpen && settingText(machine.tree, `${card.name}/ip`) !== null;
  if (url.scheme === 'file' || machine.cards.some(isUp)) return 0;
  const host = url.authority?.replace(/^.*@/, '').replace(/:\d+$/, '') ?? '';
  const isName = parseIpv4(host) === null && !host.startsWith('[');
  if (!isName) return errors.networkUnreachable;
  return settingText(machine.tree, 'dns') === null ? errors.noNameServer : errors.connectionTimedOut;
}

/** Follow redirections; where they lead is where relative URLs begin. */
export function* fetchFile(
  machine: Machine,
  url: string,
  form: readonly FormField[] | null,
): Run<{ readonly answer: Exclude<Answer, { kind: 'redirect' }>; readonly finalUrl: string }> {
  let place = url;
  for (let count = 0; count <= mostRedirects; count += 1) {
    const answer = yield* askFetch(place, form);
    machine.fetches.push({
      url: place,
      step: machine.steps.length - 1,
      outcome: outcomeOf(answer),
      sizeBytes: answer.kind === 'redirect' ? 0 : contentOf(answer).sizeBytes,
      ...(form && { form }),
    });
    if (answer.kind !== 'redirect') return { answer, finalUrl: place };
    const { isOld } = machine;
    place = urlString(resolveUrl(parseUrl(place, isOld), parseUrl(answer.url, isOld)), isOld);
  }
  return { answer: { kind: 'timeout' }, finalUrl: place };
}

function outcomeOf({ kind }: Answer): Fetched['outcome'] {
  if (kind === 'redirect') return 'redirected';
  return kind === 'file' || kind === 'unseen' ? kind : 'failed';
}

/** What is known of a file; a script may be given as text. */
export function contentOf(given: string | Exclude<Answer, { kind: 'redirect' }>): FileContent {
  if (typeof given === 'string') return contentOf({ kind: 'file', bytes: given });
  if (given.kind !== 'file') return { bytes: new Uint8Array(), sizeBytes: 0, isSeen: false };
  const bytes = typeof given.bytes === 'string' ? utf8Bytes(given.bytes) : given.bytes;
  return { bytes, sizeBytes: given.sizeBytes ?? bytes.length, isSeen: true };
}

/** 0 for a file, else the error number of the answer (src/net/tcp/httpcore.c). */
export function failureOf(answer: Exclude<Answer, { kind: 'redirect' }>): number {
  switch (answer.kind) {
    case 'file':
    case 'unseen':
      return 0;
    case 'refused':
      return errors.connectionRefused;
    case 'timeout':
      return errors.connectionTimedOut;
    case 'unknown-host':
      return errors.unknownHost;
    case 'status':
      return httpFailure(answer.status);
  }
}

function httpFailure(status: number): number {
  if (status === 401) return errors.http401;
  if (status === 403) return errors.http403;
  if (status === 404) return errors.http404;
  return status >= 400 && status < 500 ? errors.http4xx : errors.http5xx;
}

/** `##params` or `##params=name` at the end of a URL sends the form along, once. */
function takeForm(machine: Machine, url: Url): readonly FormField[] | null {
  const named = /^#params(?:=(.*))?$/.exec(url.fragment ?? '');
  if (named === null) return null;
  const index = machine.forms.findIndex(({ name }) => name === (named[1] ?? null));
  return machine.forms.splice(index, index === -1 ? 0 : 1)[0]?.fields ?? null;
}

function imageName(url: Url): string | null {
  return url.path === null ? null : baseName(url.path);
}
