import {
  blank,
  comment,
  fillScript,
  ipxe,
  label,
  renderScript,
  script,
  setting,
  urlText,
  word,
  type Script,
  type Statement,
} from '@netberth/ipxe';
import { configureCard } from './configure-card.ts';
import { bootLocalDisk } from './local-disk.ts';
import { formOf, type MediumOrder } from './medium-order.ts';
import { typeNetwork } from './type-network.ts';

/** One round of attempts takes at least this long. */
const roundSeconds = 10;
const fetchTimeoutMs = 10_000;
const keyTimeoutMs = 2_000;
const menuTimeoutMs = 60_000;

/**
 * The `autoexec.ipxe` of a medium: find the card, bring it into the network, go on at the server; a key stops it.
 *
 * Every card that fits is tried in each round; after the last round the machine boots its own disk. What the server
 * is told stands in settings that `/bootstrap.ipxe` sends on: `netberth_medium` is `id/form/card/round`,
 * `netberth_drive` the BIOS number of the machine's own disk, `netberth_key` the key.
 */
export function mediumScript(order: MediumOrder): string {
  return fillScript(renderScript(mediumStatements(order)), {});
}

function mediumStatements(order: MediumOrder): Script {
  const { id, network, target, key } = order;
  return script(
    comment(`Netberth: medium ${id}`),
    order.format === 'usb' ? ipxe`set netberth_drive 0x81` : [],
    key === null ? [] : ipxe`set netberth_key ${word(key)}`,
    ipxe`prompt --timeout ${word(String(keyTimeoutMs))} Netberth medium ${word(id)}: press a key within 2 seconds for other ways && goto person ||`,
    blank(),
    label('begin'),
    ipxe`set round:int32 1`,
    label('round'),
    ipxe`set port:int32 0`,
    label('port'),
    ipxe`isset \${net\${port}/mac} || goto round_over`,
    network.mac === null ? [] : ipxe`iseq \${net\${port}/mac} ${word(network.mac)} || goto next_port`,
    ipxe`set netberth_card net\${port}`,
    configureCard(network),
    ipxe`set netberth_medium ${word(id)}/${word(formOf(order))}/\${netberth_card}/\${round}`,
    ipxe`echo Netberth: asking ${urlText(target.url)} by \${netberth_card}, attempt \${round} of ${word(String(roundsOf(order)))}`,
    ipxe`chain --timeout ${word(String(fetchTimeoutMs))} --autofree --replace ${urlText(entryUrl(order))} ||`,
    ipxe`echo Netberth: no answer by \${netberth_card}`,
    label('close_port'),
    ipxe`ifclose \${netberth_card} ||`,
    network.vlan === null ? [] : ipxe`vdestroy \${netberth_card} ||`,
    ipxe`ifclose net\${port} ||`,
    label('next_port'),
    ipxe`inc port`,
    ipxe`goto port`,
    blank(),
    label('round_over'),
    ...(network.mac === null ? [] : missingCard(network.mac)),
    ipxe`inc round`,
    ipxe`iseq \${round} ${word(String(roundsOf(order) + 1))} && goto give_up ||`,
    ipxe`sleep ${word(String(roundSeconds))}`,
    ipxe`goto round`,
    label('give_up'),
    ipxe`echo Netberth NB1201: the server cannot be reached; this machine boots its own disk`,
    blank(),
    label('disk'),
    bootLocalDisk(),
    blank(),
    personMenu(order),
  );
}

function personMenu(order: MediumOrder): Statement[] {
  return [
    label('person'),
    ipxe`menu Netberth medium ${word(order.id)}`,
    ipxe`item begin Go on: ask ${urlText(order.target.url)}`,
    ipxe`item type Type another network`,
    ipxe`item shell iPXE shell`,
    ipxe`item disk Boot the local disk`,
    ipxe`choose --default begin --timeout ${word(String(menuTimeoutMs))} netberth_choice || goto begin`,
    ipxe`goto ${setting('netberth_choice')}`,
    label('shell'),
    ipxe`shell ||`,
    ipxe`goto person`,
    blank(),
    ...typeNetwork(order),
  ];
}

/** A card that is not there will not come: nobody should wait for it, and no other may get its address. */
function missingCard(mac: string): Statement[] {
  return [
    ipxe`isset \${netberth_card} && goto again ||`,
    ipxe`echo Netberth: this machine has no network card ${word(mac)}; it is not the one this medium was made for`,
    ipxe`goto give_up`,
    label('again'),
  ];
}

function roundsOf({ waitSeconds }: MediumOrder): number {
  return Math.max(1, Math.ceil(waitSeconds / roundSeconds));
}

function entryUrl({ target, goesTo }: MediumOrder): string {
  return `${target.url}/${goesTo === 'menu' ? 'menu.ipxe' : 'bootstrap.ipxe'}`;
}
