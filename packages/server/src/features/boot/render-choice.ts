import { choiceScript, resolveChoice } from '@netberth/catalogue';
import { ipxe, words } from '@netberth/ipxe';
import type { MenuSource } from '../catalogue/menu-content.ts';
import type { Subject } from '../templates/template-values.ts';
import type { PickedChoice } from './decide-boot.ts';
import { refusedOr } from './rendered-script.ts';
import type { Rendered } from './rendered-script.ts';
import { announce } from './scripts/announce.ts';
import type { Announcement } from './scripts/announce.ts';
import { backToMenu } from './scripts/back-to-menu.ts';

/** What a person chose in the menu: it asks before it destroys, and comes back to the menu when it fails. */
export function renderChoice(
  { chosen, platforms }: PickedChoice,
  announcement: Announcement,
  { menu, subject }: { readonly menu: MenuSource; readonly subject: Subject | null },
): Rendered {
  const resolving = resolveChoice(menu.content.catalogue, chosen, {
    platforms,
    network: null,
    hostname: subject?.machine.hostname ?? null,
    isAttended: true,
  });
  if (!resolving.ok) return { ok: false, why: resolving.problems.join('; ') };
  const { resolved } = resolving;
  const failed = [
    ipxe`echo ${words(resolved.title)} could not be fetched or started; see the messages above.`,
    ipxe`prompt Press a key to go back ||`,
    ...backToMenu,
  ];
  return refusedOr(() =>
    choiceScript(resolved, { before: announce(announcement), failed, back: backToMenu }),
  );
}
