import { spawn } from 'node:child_process';
import { once } from 'node:events';

export type Load = { readonly perSecond: number; readonly p99Ms: number };

const connections = 64;
const seconds = 4;

/** Asks by 64 keep-alive connections for some seconds, for this URL or what a script of wrk says. */
export async function wrkLoad(url: string, script?: string): Promise<Load> {
  const scripted = script === undefined ? [] : ['-s', script];
  const words = [
    '-t2',
    `-c${connections}`,
    `-d${seconds}s`,
    '--timeout',
    '20s',
    '--latency',
    ...scripted,
    url,
  ];
  const wrk = spawn('wrk', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  wrk.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  await once(wrk, 'close');
  if (/Non-2xx|Socket errors/.test(output)) throw new Error(`Measuring ${url}: ${output}`);
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1] ?? Number.NaN);
  const [, value = '', unit = ''] = /99%\s+([\d.]+)(us|ms|s)/.exec(output) ?? [];
  return { perSecond, p99Ms: Number(value) * ({ us: 0.001, ms: 1, s: 1000 }[unit] ?? Number.NaN) };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
