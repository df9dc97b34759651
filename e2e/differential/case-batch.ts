import { simulate, type Answer, type SimulateOptions } from '@netberth/ipxe/simulate';
import { answerFor, type ComparedCase } from './compared-case.ts';

const corpusHost = 'http://boot.test';

/** What a case may not do that shares its boot with others: take the network away, or not come back. */
const isSelfish = /\b(set|clear) net0|\b(ifopen|ifclose|ifconf|dhcp|vcreate|vdestroy|login|shell|ping)\b/;

/** Hosts that are no URL of the batch's server. */
const isElsewhere = /(?<!http:\/\/)boot\.test|boot\.test:/;

/** Cases that one machine runs one after the other, as one script that chains them all and reports how each ended. */
export type CaseBatch = {
  readonly cases: readonly ComparedCase[];
  readonly url: string;
  /** The network of a machine that reaches the batch's server. */
  readonly answer: (url: string) => Answer;
};

/** The cases of the corpus that neither wait for a person nor leave iPXE; `base` is the URL of their server. */
export function batchOf(
  corpus: readonly ComparedCase[],
  base: string,
  machine: Omit<SimulateOptions, 'fetch'>,
): CaseBatch {
  const kernel = Uint8Array.of(0);
  const cases = corpus.filter((each) => {
    if (each.keys !== undefined || isSelfish.test(each.script) || isElsewhere.test(each.script)) return false;
    const fetch = answerFor(each, kernel);
    const { end, pauses } = simulate({ url: `${corpusHost}/start.ipxe` }, { ...machine, fetch });
    return pauses.length === 0 && (end.kind === 'exit' || end.kind === 'error');
  });
  const script = cases.flatMap((_, index) => [
    `chain --autofree case-${index}.ipxe && set nb-end ok || set nb-end \${errno}`,
    `imgfetch report?case=${index}&end=\${nb-end}&x=\${x:uristring}&foo=\${foo:uristring} ||`,
    'imgfree',
  ]);
  const answer = (url: string): Answer => {
    const path = url.slice(base.length);
    if (path === '/batch.ipxe')
      return { kind: 'file', bytes: `#!ipxe\n${script.join('\n')}\necho THAT WAS ALL\n` };
    const each = cases[Number(/^\/case-(\d+)\.ipxe$/.exec(path)?.[1] ?? -1)];
    if (each === undefined) return answerFor({ name: '', script: '' }, kernel)(corpusHost + path);
    return { kind: 'file', bytes: `#!ipxe\n${each.script.replaceAll(corpusHost, base)}\n` };
  };
  return { cases, url: `${base}/batch.ipxe`, answer };
}
