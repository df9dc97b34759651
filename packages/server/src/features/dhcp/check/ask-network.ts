import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildProxyRequest } from '../packet/client-question.ts';
import { decodeDhcpMessage } from '../packet/decode-dhcp-message.ts';
import type { DhcpMessage } from '../packet/dhcp-message.ts';
import { encodeDhcpMessage } from '../packet/encode-dhcp-message.ts';
import { readAnswer } from './dhcp-answer.ts';
import type { DhcpAnswer } from './dhcp-answer.ts';

const serverPort = 67;
const clientPort = 68;
const proxyPort = 4011;
/** A server that pings an address before it offers it takes three seconds (dnsmasq). */
const patienceMs = 5000;
const proxyPatienceMs = 1500;
const repeatAfterMs = 1500;

/**
 * Broadcasts questions from an address of this host and collects the answers to each, in their order.
 * Node has no raw sockets: what a server sends to an address that nobody has yet is not seen, so questions carry
 * the broadcast flag. The receiver is bound to every address, because a socket bound to one gets no broadcasts.
 * @throws EACCES without the right to bind port 68, EADDRINUSE when somebody holds it for himself
 */
export async function askNetwork(
  from: string,
  questions: readonly DhcpMessage[],
): Promise<readonly (readonly DhcpAnswer[])[]> {
  const answers = questions.map((): DhcpAnswer[] => []);
  const sockets: Socket[] = [];
  const hear: Hear = (bytes, sender) => {
    const decoded = decodeDhcpMessage(bytes);
    if (decoded.ok)
      noteAnswer(questions, answers, decoded.message, readAnswer(decoded.message, sender, from));
  };
  try {
    const receiver = await openSocket('0.0.0.0', clientPort, hear, sockets);
    const sender = await openSocket(from, clientPort, hear, sockets);
    receiver.unref();
    sender.setBroadcast(true);
    for (const waitMs of [repeatAfterMs, patienceMs - repeatAfterMs]) {
      for (const question of questions) await send(sender, question, serverPort, '255.255.255.255');
      await sleep(waitMs);
    }
    await askProxies(from, questions, answers, hear, sockets);
  } finally {
    for (const socket of sockets) socket.close();
  }
  return answers;
}

/** As a PXE client would: where the answer of a proxy names no file, the file is asked for at port 4011. */
async function askProxies(
  from: string,
  questions: readonly DhcpMessage[],
  answers: readonly (readonly DhcpAnswer[])[],
  hear: Hear,
  sockets: Socket[],
): Promise<void> {
  const second = questions.flatMap((question, index) => {
    const proxy = answers[index]?.find(({ wantsSecondQuestion }) => wantsSecondQuestion);
    if (proxy === undefined) return [];
    return [{ question: buildProxyRequest(question, from, proxy.menuItem), to: proxy.server }];
  });
  if (second.length === 0) return;
  const socket = await openSocket(from, 0, hear, sockets);
  for (const { question, to } of second) await send(socket, question, proxyPort, to);
  await sleep(proxyPatienceMs);
}

type Hear = (bytes: Buffer, sender: string) => void;

async function openSocket(address: string, port: number, hear: Hear, opened: Socket[]): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  opened.push(socket);
  socket.on('message', (bytes, { address: sender }) => hear(bytes, sender));
  socket.bind({ address, port });
  await once(socket, 'listening');
  return socket;
}

async function send(socket: Socket, message: DhcpMessage, port: number, to: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.send(encodeDhcpMessage(message), port, to, (error) =>
      error === null ? resolve() : reject(error),
    );
  });
}

/** Repeats of the same answer count once. */
function noteAnswer(
  questions: readonly DhcpMessage[],
  answers: readonly DhcpAnswer[][],
  { transactionId }: DhcpMessage,
  answer: DhcpAnswer | null,
): void {
  const known = answers[questions.findIndex((question) => question.transactionId === transactionId)];
  if (answer === null || known === undefined) return;
  if (!known.some((each) => JSON.stringify(each) === JSON.stringify(answer))) known.push(answer);
}
