import { initrdNetwork, ownCardSettings } from '@netberth/catalogue';
import { wordsWithSettings } from '@netberth/ipxe';
import { fetchArguments } from '@netberth/live';
import { renderTemplate } from '../../platform/render-template.ts';
import { networkOf } from '../machines/machine-network.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { machineArchiveName } from '../templates/render-machine-archive.ts';
import { bootIdMarker, bootNumberMarker, templateValues, urlsOfBoot } from '../templates/template-values.ts';
import type { Subject } from '../templates/template-values.ts';
import { refusedOr } from './rendered-script.ts';
import type { Rendered } from './rendered-script.ts';
import type { Announcement } from './scripts/announce.ts';
import { linuxScript } from './scripts/linux-script.ts';
import type { ToRender } from './to-render.ts';

/** They name the card that it boots by. */
const liveWords = (args: string) => wordsWithSettings(args, ownCardSettings);

type LiveProfile = ProfileRecord & { readonly spec: Extract<ProfileRecord['spec'], { method: 'live' }> };

/**
 * A live image, with the network of the machine for its initrd. What a person picked in the menu is not made for the machine:
 * secrets go to boots that nobody at a console can start.
 */
export function renderLive(
  { name, spec }: LiveProfile,
  subject: Subject,
  announcement: Announcement,
  { reason, platform, serverUrl }: Pick<ToRender, 'reason' | 'platform' | 'serverUrl'>,
): Rendered {
  const { machine } = subject;
  const urls = urlsOfBoot(serverUrl, machine.id, name, bootIdMarker, bootNumberMarker);
  const args = renderTemplate(spec.args, templateValues(subject, { name, spec }, urls, bootIdMarker));
  if (!args.ok) return args;
  const read = networkOf(machine);
  if (!read.ok) return { ok: false, why: read.problems.join('; ') };
  const network = initrdNetwork(spec.live, read.network, machine.hostname);
  if (!network.ok) return network;
  const folder = `b/${bootNumberMarker}/images/${encodeURIComponent(name)}`;
  const own = `config/${machine.id}/${bootIdMarker}/${machineArchiveName}`;
  const initrds = [`${folder}/${spec.initrd}`, ...(reason.key === 'picked' ? [] : [own])];
  const files = { kernel: `${folder}/${spec.kernel}`, initrds };
  const all = [...fetchArguments({ ...spec, args: args.text }, urls.files), ...network.args];
  return refusedOr(() => linuxScript(announcement, files, all.join(' '), platform, liveWords));
}
