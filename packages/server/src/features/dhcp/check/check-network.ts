import { randomInt } from 'node:crypto';
import type { DhcpClientVerdict } from '@netberth/api';
import { raspberryPiFile } from '../client-kinds.ts';
import { askingKinds, buildDiscover } from '../packet/client-question.ts';
import type { AskingKind } from '../packet/client-question.ts';
import { askNetwork } from './ask-network.ts';
import type { DhcpAnswer } from './dhcp-answer.ts';
import { fetchBootFile } from './fetch-boot-file.ts';
import { judgeAnswers } from './judge-answers.ts';
import type { Ours } from './judge-answers.ts';

export type CheckedNetwork = {
  readonly servers: readonly AnsweringServer[];
  readonly clients: readonly DhcpClientVerdict[];
};
export type AnsweringServer = { readonly address: string; readonly isOurs: boolean; readonly does: string };

const kinds = Object.keys(askingKinds) as AskingKind[];

/** Plays every kind of machine on the network of an address of ours, and says what would become of each. */
export async function checkNetwork(from: string, ours: Ours, mac: string | null): Promise<CheckedNetwork> {
  const questions = kinds.map((kind, index) =>
    buildDiscover(kind, mac ?? madeUpMac(index), randomInt(1, 0xffff_ffff)),
  );
  const answers = await askNetwork(from, questions);
  const clients = await Promise.all(
    kinds.map((kind, index) => tryVerdict(judgeAnswers(kind, answers[index] ?? [], ours))),
  );
  return { servers: serversIn(answers.flat(), ours), clients };
}

/** The servers that give addresses in the network of `from`. */
export async function findGivers(from: string): Promise<readonly string[]> {
  const [answers = []] = await askNetwork(from, [
    buildDiscover('bios', madeUpMac(0), randomInt(1, 0xffff_ffff)),
  ]);
  return [...new Set(answers.flatMap(({ address, server }) => (address === null ? [] : [server])))];
}

/** Always the same few, locally administered: however often one checks, no more addresses are set aside. */
function madeUpMac(index: number): string {
  return `02:4e:42:44:48:${index.toString(16).padStart(2, '0')}`;
}

/** Being told a file is not having it. */
async function tryVerdict(verdict: DhcpClientVerdict): Promise<DhcpClientVerdict> {
  const { outcome, bootFile, bootFrom } = verdict;
  if (outcome !== 'here' || bootFile === null || bootFrom === null) return verdict;
  const fetched = await fetchBootFile(bootFile, bootFrom);
  if (fetched.ok) return verdict;
  return {
    ...verdict,
    outcome: 'notFetched',
    text: `${verdict.text}; but that cannot be fetched: ${fetched.why}`,
    advice: notFetchedAdvice(bootFile),
  };
}

function notFetchedAdvice(file: string): string {
  if (file === raspberryPiFile)
    return 'Copy the boot partition of its system into the folder tftp of the data folder; ours beside it stays.';
  return file.endsWith('/bootstrap.ipxe')
    ? 'Is the server running, and no firewall before the boot plane?'
    : 'Is the file in the firmware folder (netberth firmware install), and no firewall before TFTP (UDP port 69)?';
}

function serversIn(answers: readonly DhcpAnswer[], { hosts }: Ours): readonly AnsweringServer[] {
  const addresses = [...new Set(answers.map(({ server }) => server))];
  return addresses.map((address) => {
    const said = answers.filter(({ server }) => server === address);
    const does = [
      ...(said.some((each) => each.address !== null) ? ['gives addresses'] : []),
      ...(said.some(({ bootFile }) => bootFile !== null) ? ['says what to boot'] : []),
    ];
    return { address, isOurs: hosts.has(address), does: does.join(' and ') || 'answers, but gives nothing' };
  });
}
